/** For `@Transform`: surrounding space is a slip of the hand, never meant. */
export function trimmed({ value }: { value: unknown }): unknown {
  return typeof value === 'string' ? value.trim() : value;
}
