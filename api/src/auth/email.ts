/** One person, one account, however the address was typed. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** For `@Transform`. Half of a surrogate pair is no text, and what checks addresses would fail on it instead of refusing it. */
export function emailOf({ value }: { value: unknown }): unknown {
  if (typeof value !== 'string') return value;
  return /\p{Surrogate}/u.test(value) ? null : normalizeEmail(value);
}
