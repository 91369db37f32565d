const NOTES_CENTS = [500, 1000, 2000, 5000, 10_000];
const MOST_SHOWN = 4;

/** What a customer is likely to hand over: the exact amount, and the next sums that notes make. */
export function quickCashAmounts(totalCents: number): number[] {
  const roundedUp = NOTES_CENTS.map((note) => Math.ceil(totalCents / note) * note);
  return [...new Set([totalCents, ...roundedUp])].sort((a, b) => a - b).slice(0, MOST_SHOWN);
}
