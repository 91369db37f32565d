import { array, assert, dictionary, integer, letrec, oneof, property, string } from 'fast-check';
import { excessOf, JSON_BOUNDS, type JsonBounds } from './json-shape';

const SMALL: JsonBounds = { depth: 3, itemsInList: 3, keysInObject: 2, values: 12 };

describe('the shape of a JSON text', () => {
  it('is refused past each bound, and taken at it', () => {
    expect(excessOf('[[[1]]]', SMALL)).toBeUndefined();
    expect(excessOf('[[[[1]]]]', SMALL)).toMatch(/deep/);
    expect(excessOf('[1,2,3]', SMALL)).toBeUndefined();
    expect(excessOf('[1,2,3,4]', SMALL)).toMatch(/list/);
    expect(excessOf('{"a":1,"b":2}', SMALL)).toBeUndefined();
    expect(excessOf('{"a":1,"b":2,"c":3}', SMALL)).toMatch(/object/);
    expect(excessOf('[[1,2,3],[1,2,3],[[1,2],[1,2],[1,2]]]', SMALL)).toMatch(/values/);
  });

  it('does not count what is written inside of strings', () => {
    expect(excessOf('["[[[[[,,,,,","\\"[[[[[,,,,\\\\",","]', SMALL)).toBeUndefined();
    expect(excessOf('["unfinished [[[[[,,,,,', SMALL)).toBeUndefined();
    expect(excessOf('"\\', SMALL)).toBeUndefined();
  });

  it('agrees with a count over the parsed value', () => {
    const { value } = letrec((tie) => ({
      value: oneof(
        { maxDepth: 5 },
        integer(),
        string(),
        array(tie('value'), { maxLength: 5 }),
        dictionary(string(), tie('value'), { maxKeys: 4 }),
      ),
    }));
    assert(
      property(value, (json) => {
        expect(excessOf(JSON.stringify(json), SMALL) !== undefined).toBe(isBeyond(json, SMALL));
      }),
      { numRuns: 2_000 },
    );
  });

  it('stops at the first excess of a text of any length', () => {
    const keys = Array.from({ length: 180_000 }, (_, at) => `"k${at}":1`).join();
    expect(excessOf(`{${keys}}`)).toBe(`holds an object of more than ${JSON_BOUNDS.keysInObject} keys`);
    expect(excessOf('['.repeat(100_000))).toBe(`is nested more than ${JSON_BOUNDS.depth} deep`);
  });
});

function isBeyond(json: unknown, bounds: JsonBounds): boolean {
  let values = 0;
  const walk = (value: unknown, depth: number): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    const inner = Object.values(value);
    // The container itself, and a comma before each but its first.
    values += 1 + Math.max(inner.length - 1, 0);
    const most = Array.isArray(value) ? bounds.itemsInList : bounds.keysInObject;
    return depth > bounds.depth || inner.length > most || inner.map((one) => walk(one, depth + 1)).some(Boolean);
  };
  const beyond = walk(json, 1);
  return beyond || values > bounds.values;
}
