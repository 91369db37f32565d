import type { PricedLine } from './priced-basket.ts';

/**
 * The lines from which more was taken off by hand than a share of their price, other prices and discounts on the line and on the sale
 * together; and those whose price was raised by hand. Promotions and minimum prices count for nothing: nobody gave them.
 * @param shareMillionths of each line's price before discounts, 100 000 being 10 %; a share between two cents is the larger of them
 * @returns their places, from 0
 */
export function linesBeyondShare(lines: readonly PricedLine[], shareMillionths: number): number[] {
  return lines.flatMap(({ discounts, grossCents }, index) => {
    const byHand = discounts
      .filter(({ kind }) => kind !== 'promotion' && kind !== 'minimum_price')
      .map(({ amountCents }) => BigInt(amountCents));
    const taken = byHand.reduce((sum, amount) => sum + amount, 0n);
    const most = (BigInt(grossCents) * BigInt(shareMillionths) + 999_999n) / 1_000_000n;
    return taken > most || byHand.some((amount) => amount < 0n) ? [index] : [];
  });
}
