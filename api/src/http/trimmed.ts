/** Space, and signs that nobody sees: at the ends of a text they say nothing, and alone they are no reason for anything. */
const BLANK = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]$/u;

/** What a scanner or a file may put between characters, and no text has: all control signs but those that part lines and columns. */
const CONTROL = /[^\P{Cc}\n\r\t]/gu;

/** They turn round how what follows is read: a name could print a price backwards. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * For `@Transform`: surrounding space is a slip of the hand, never meant, and a control sign parts words at the most; half a character is
 * none, and databases keep it as another. Of a list each text.
 */
export function trimmed({ value }: { value: unknown }): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => trimmed({ value: each }));
  if (typeof value !== 'string') return value;
  // Character by character: a pattern for both ends takes the square of the time for a long text of blanks.
  const characters = [...value];
  let [start, end] = [0, characters.length];
  while (start < end && BLANK.test(characters[start] ?? '')) start++;
  while (end > start && BLANK.test(characters[end - 1] ?? '')) end--;
  return characters
    .slice(start, end)
    .join('')
    .replace(CONTROL, ' ')
    .replace(TURNING, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}
