/** One person, one account, however the address was typed. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
