/** For `@Transform`: surrounding space is a slip of the hand, never meant; half a character is none, and databases keep it as another. */
export function trimmed({ value }: { value: unknown }): unknown {
  return typeof value === 'string' ? value.trim().replace(/\p{Surrogate}/gu, '\ufffd') : value;
}
