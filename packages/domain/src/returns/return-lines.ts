import { type BaseUnits, baseUnits, type Cents, cents, multiplyDivide, sumCents } from '../money/money.ts';
import type { PricedLine } from '../pricing/priced-basket.ts';

/** A line that was sold, and how many of its packs came back already. */
export type SoldLine = Omit<PricedLine, 'trace'> & { returnedQuantity: number };

export interface ReturnPick {
  /** Which line, by its index in the sale. */
  line: number;
  /** Packs. */
  quantity: number;
}

/** What comes back of a line: the same figures as its sale, for some of its packs. */
export type ReturnedLine = Omit<PricedLine, 'trace'> & { line: number };

export type Returned =
  | { accepted: true; lines: ReturnedLine[]; totalCents: Cents; units: BaseUnits }
  | { accepted: false; fault: 'no_such_line' | 'already_returned' | 'picked_twice'; line: number; left: number };

/**
 * What the customer gets back for some packs of a sale: exactly what those were charged, each discount, deposit and tax included. Of
 * an amount that does not divide evenly each return gets what is due up to it less what went back before, so that any
 * sequence of returns adds up to the sale and never passes it.
 */
export function returnLines(sold: readonly SoldLine[], picks: readonly ReturnPick[]): Returned {
  const seen = new Set<number>();
  for (const { line, quantity } of picks) {
    const of = sold[line];
    if (!of) return { accepted: false, fault: 'no_such_line', line, left: 0 };
    const left = of.quantity - of.returnedQuantity;
    if (seen.has(line)) return { accepted: false, fault: 'picked_twice', line, left };
    if (quantity > left) return { accepted: false, fault: 'already_returned', line, left };
    seen.add(line);
  }
  const lines = picks.map(({ line, quantity }) => ({ ...partOf(sold[line] as SoldLine, quantity), line }));
  return {
    accepted: true,
    lines,
    totalCents: sumCents(lines.map(({ totalCents }) => totalCents)),
    units: baseUnits(lines.reduce((sum, { units }) => sum + units, 0)),
  };
}

/**
 * What benefits had paid of all that is back when some of it comes back: of each line its part of what they paid of it, so that the
 * last return settles it.
 * @param picks as `returnLines` accepted them
 */
export function benefitsDue(
  sold: readonly Pick<SoldLine, 'ebtCents' | 'quantity' | 'returnedQuantity'>[],
  picks: readonly ReturnPick[],
): Cents {
  return sumCents(
    sold.map((line, index) => {
      const now = picks.find((pick) => pick.line === index)?.quantity ?? 0;
      return cents(multiplyDivide(line.ebtCents, line.returnedQuantity + now, line.quantity));
    }),
  );
}

function partOf(sold: SoldLine, quantity: number): Omit<PricedLine, 'trace'> {
  const { returnedQuantity, ...line } = sold;
  const share = (amount: number) => {
    const upTo = (packs: number) => multiplyDivide(amount, packs, sold.quantity);
    return cents(upTo(returnedQuantity + quantity) - upTo(returnedQuantity));
  };
  const units = baseUnits(quantity * line.unitsPerPack);
  const grossCents = cents(quantity * line.unitPriceCents);
  const netCents = share(line.netCents);
  const includedTaxCents = cents(share(line.netCents + line.includedTaxCents) - netCents);
  const discountCents = cents(grossCents - netCents - includedTaxCents);
  const included = line.taxes.filter(({ inclusive }) => inclusive);
  // A fee stays with what it was paid for.
  const added = line.taxes.filter(({ inclusive, fee }) => !inclusive && !fee);
  // Less than is contained where the customer was exempt from some of it.
  const chargedInPrice = share(line.netCents + sumCents(included.map(({ amountCents }) => amountCents))) - netCents;
  const addedCents = sumCents(added.map(({ amountCents }) => share(amountCents)));
  const taxes = [...parts(included, share, cents(chargedInPrice)), ...parts(added, share, addedCents)].map((tax) => ({
    ...tax,
    taxableCents: share(tax.taxableCents),
  }));
  const deposits = line.deposits.map((deposit) => ({
    ...deposit,
    count: (deposit.count / sold.quantity) * quantity,
    amountCents: cents(deposit.unitCents * (deposit.count / sold.quantity) * quantity),
  }));
  const depositCents = sumCents(deposits.map(({ amountCents }) => amountCents));
  const taxCents = sumCents(taxes.map(({ amountCents }) => amountCents));
  return {
    ...line,
    quantity,
    units,
    grossCents,
    discountCents,
    includedTaxCents,
    netCents,
    depositCents,
    taxCents,
    totalCents: cents(netCents + depositCents + taxCents),
    ebtCents: share(line.ebtCents),
    discounts: parts(line.discounts, share, discountCents),
    deposits,
    taxes,
  };
}

/** Each entry's part; the last takes what rounding leaves, so that they add up to the figure they belong to. */
function parts<E extends { amountCents: Cents }>(
  entries: readonly E[],
  share: (amount: number) => Cents,
  total: Cents,
): E[] {
  let left: number = total;
  return entries.map((entry, index) => {
    const amountCents = index === entries.length - 1 ? cents(left) : share(entry.amountCents);
    left -= amountCents;
    return { ...entry, amountCents };
  });
}
