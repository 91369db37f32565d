const NOTES_CENTS = [500, 1000, 2000, 5000, 10_000];
const MOST_SHOWN = 4;

/** What a customer is likely to hand over: the exact amount, and the next sums that notes make. */
export function quickCashAmounts(totalCents: number): number[] {
  const roundedUp = NOTES_CENTS.map((note) => Math.ceil(totalCents / note) * note);
  return [...new Set([totalCents, ...roundedUp])].sort((a, b) => a - b).slice(0, MOST_SHOWN);
}

/** Cents of what was keyed on the pad: "20" and "20.5" are dollars; undefined when it is no amount. */
export function readAmount(typed: string): number | undefined {
  const match = /^(\d{1,7})(?:[.,](\d{0,2}))?$/.exec(typed.trim());
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
