/** Space, and signs that have neither width nor ink: at the ends of a text they say nothing, and alone they are no reason for anything. */
const BLANK = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/;

/** For `@Transform`: surrounding space is a slip of the hand, never meant; half a character is none, and databases keep it as another. */
export function trimmed({ value }: { value: unknown }): unknown {
  if (typeof value !== 'string') return value;
  // Character by character: a pattern for both ends takes the square of the time for a long text of blanks.
  let [start, end] = [0, value.length];
  while (start < end && BLANK.test(value.charAt(start))) start++;
  while (end > start && BLANK.test(value.charAt(end - 1))) end--;
  return value.slice(start, end).replace(/\p{Surrogate}/gu, '\ufffd');
}
