/** One person, one account, however the address was typed. */
/** An address beside one that is taken, which reaches the same mailbox where its server knows such. */
export function emailBeside(email: string, suffix: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, at)}+${suffix}${email.slice(at)}`;
}

export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** For `@Transform`. Half of a surrogate pair is no text, and what checks addresses would fail on it instead of refusing it. */
export function emailOf({ value }: { value: unknown }): unknown {
  if (typeof value !== 'string') return value;
  return /\p{Surrogate}/u.test(value) ? null : normalizeEmail(value);
}
