import { type Cents, cents } from '../money/money.ts';

/** What was counted in a drawer: pieces of each note and coin, by their value in cents, or just what they come to. */
export type CashCount = { cents: number } | { denominations: Readonly<Record<string, number>> };

/** No note or coin is worth more. */
const LARGEST_DENOMINATION_CENTS = 10_000_000;
const MOST_PIECES = 1_000_000;
const MOST_CENTS = 100_000_000_000;

/** Notes and coins of a currency, the largest first: what a drawer is counted by. */
const DENOMINATIONS: Readonly<Record<string, readonly number[]>> = {
  USD: [10_000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1],
  CAD: [10_000, 5000, 2000, 1000, 500, 200, 100, 25, 10, 5],
  MXN: [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50],
  EUR: [20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  GBP: [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  AUD: [10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
};
const OF_OTHERS = [10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

export function denominationsOf(currency: string): readonly number[] {
  return DENOMINATIONS[currency] ?? OF_OTHERS;
}

/** What a count comes to. @throws RangeError for what is no whole number of pieces or cents, or more than any drawer holds */
export function countedCents(count: CashCount): Cents {
  const sum =
    'cents' in count
      ? whole(count.cents, MOST_CENTS)
      : Object.entries(count.denominations).reduce(
          (total, [value, pieces]) => total + denominationOf(value) * whole(pieces, MOST_PIECES),
          0,
        );
  if (sum > MOST_CENTS) throw new RangeError('that is more than any drawer holds');
  return cents(sum);
}

function denominationOf(text: string): number {
  const value = /^[1-9]\d{0,7}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > LARGEST_DENOMINATION_CENTS) throw new RangeError(`${text} is no note or coin in cents`);
  return value;
}

function whole(amount: number, most: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > most) {
    throw new RangeError(`${amount} is no whole number from 0 to ${most}`);
  }
  return amount;
}
