const NOTES_CENTS = [500, 1000, 2000, 5000, 10_000];
const MOST_SHOWN = 4;

/** What a customer is likely to hand over: the exact amount, and the next sums that notes make, up to the most that is taken. */
export function quickCashAmounts(totalCents: number, mostCents: number): number[] {
  const roundedUp = NOTES_CENTS.map((note) => Math.ceil(totalCents / note) * note);
  const amounts = [...new Set([totalCents, ...roundedUp])].filter((amount) => amount <= mostCents);
  return amounts.sort((a, b) => a - b).slice(0, MOST_SHOWN);
}
