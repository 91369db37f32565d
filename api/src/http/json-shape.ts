/** What a JSON text may look like; each bound is several times what the largest legal request of this API has. */
export interface JsonBounds {
  depth: number;
  itemsInList: number;
  keysInObject: number;
  /** Lists, objects and what is in them, all together. */
  values: number;
}

export const JSON_BOUNDS: JsonBounds = { depth: 16, itemsInList: 2_000, keysInObject: 100, values: 20_000 };

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'[]{}'].map((sign) => sign.charCodeAt(0));

/**
 * What of a JSON text goes beyond the bounds, in words, or undefined. It reads the text once and stops at the first excess, before
 * anything is built from it: parsing, and above all checking, a body costs far more than sending one. Whether the text is JSON
 * at all is not its question.
 */
export function excessOf(text: string, bounds: JsonBounds = JSON_BOUNDS): string | undefined {
  /** For each list or object that is open: whether it is a list, and the commas in it so far. */
  const lists: boolean[] = [];
  const commas: number[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      at = endOfString(text, at);
    } else if (sign === COMMA) {
      const top = commas.length - 1;
      const count = (commas[top] ?? 0) + 1;
      if (top >= 0) commas[top] = count;
      if (lists[top] && count >= bounds.itemsInList) return `holds a list of more than ${bounds.itemsInList} items`;
      if (!lists[top] && count >= bounds.keysInObject)
        return `holds an object of more than ${bounds.keysInObject} keys`;
      if (++values > bounds.values) return `holds more than ${bounds.values} values`;
    } else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      if (lists.length === bounds.depth) return `is nested more than ${bounds.depth} deep`;
      lists.push(sign === OPEN_LIST);
      commas.push(0);
      if (++values > bounds.values) return `holds more than ${bounds.values} values`;
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) {
      lists.pop();
      commas.pop();
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
