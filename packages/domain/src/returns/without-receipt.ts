import { baseUnits, type Cents, cents } from '../money/money.ts';
import { returnLines, type SoldLine } from './return-lines.ts';

/** How far back a price may lie that goods without a receipt are taken back at. */
export const BLIND_RETURN_DAYS = 30;

/** A line of one pack, as a share of a line of several. */
export type PackLine = Omit<SoldLine, 'returnedQuantity'>;

/** What one pack of a line was charged, each discount, deposit and tax included. */
export function onePackOf(sold: PackLine): PackLine {
  const one = returnLines([{ ...sold, returnedQuantity: 0 }], [{ line: 0, quantity: 1 }]);
  if (!one.accepted || !one.lines[0]) throw new RangeError('a sold line has no pack');
  const { line, ...pack } = one.lines[0];
  return pack;
}

/**
 * So many packs at what one was charged: every figure as often, so that they add up as those of the one do.
 * @param one a line of one pack
 * @throws RangeError past what counts exactly
 */
export function timesPacks(one: PackLine, packs: number): PackLine {
  const times = (amount: number): Cents => cents(amount * packs);
  const all = <E extends { amountCents: Cents }>(entries: readonly E[]) =>
    entries.map((entry) => ({ ...entry, amountCents: times(entry.amountCents) }));
  return {
    ...one,
    quantity: packs,
    units: baseUnits(one.units * packs),
    grossCents: times(one.grossCents),
    discountCents: times(one.discountCents),
    includedTaxCents: times(one.includedTaxCents),
    netCents: times(one.netCents),
    depositCents: times(one.depositCents),
    taxCents: times(one.taxCents),
    totalCents: times(one.totalCents),
    discounts: all(one.discounts),
    deposits: all(one.deposits).map((deposit) => ({ ...deposit, count: baseUnits(deposit.count * packs) })),
    taxes: all(one.taxes).map((tax) => ({ ...tax, taxableCents: times(tax.taxableCents) })),
  };
}
