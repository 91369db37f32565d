/** One person, one account, however the address was typed. */
/** An address beside one that is taken, which reaches the same mailbox where its server knows such. */
export function emailBeside(email: string, suffix: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, at)}+${suffix}${email.slice(at)}`;
}

/** Letters that were typed as a letter and its accent, or in full width, are the letters. */
export function normalizeEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/**
 * For `@Transform`. Half of a surrogate pair is no text, and what checks addresses would fail on it instead of refusing it; what cannot be
 * seen makes two addresses of one.
 */
export function emailOf({ value }: { value: unknown }): unknown {
  if (typeof value !== 'string') return value;
  return /[\p{Surrogate}\p{Format}]/u.test(value) ? null : normalizeEmail(value);
}
