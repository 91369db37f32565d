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
export function benefitsDue(sold: readonly Omit<SoldLine, 'productId'>[], picks: readonly ReturnPick[]): Cents {
  return sumCents(
    sold.map((line, index) => {
      const now = picks.find((pick) => pick.line === index)?.quantity ?? 0;
      return cents(sharesOf(line).benefitsIn(line.returnedQuantity + now));
    }),
  );
}

/** What so many packs of a line come to, the first of them that come back: each figure grows from pack to pack as the others let it. */
function sharesOf(line: Omit<SoldLine, 'productId'>) {
  const upTo = (amount: number, packs: number) => multiplyDivide(amount, packs, line.quantity);
  const charged = line.netCents + line.includedTaxCents;
  const included = line.taxes.filter(({ inclusive }) => inclusive);
  const paidIn = sumCents(included.map(({ amountCents }) => amountCents));
  const chargedIn = (packs: number) => upTo(charged, packs);
  const taxIn = (packs: number) => partIn(line.includedTaxCents, charged, chargedIn(packs));
  const taxOfDeposits = line.netCents + line.depositCents + line.taxCents - line.totalCents;
  const depositTaxIn = (packs: number) => upTo(taxOfDeposits, packs);
  // Less than is contained where the customer was exempt from some of it.
  const taxPaidIn = (packs: number) =>
    partIn(paidIn, line.includedTaxCents + taxOfDeposits, taxIn(packs) + depositTaxIn(packs));
  const depositsIn = (packs: number) => upTo(line.depositCents, packs) - depositTaxIn(packs);
  const paidFor = (packs: number) => chargedIn(packs) - taxIn(packs) + taxPaidIn(packs) + depositsIn(packs);
  /** In proportion to what was paid for: never more than a return comes to. */
  const benefitsIn = (packs: number) =>
    line.ebtCents === 0 ? 0 : multiplyDivide(line.ebtCents, paidFor(packs), paidFor(line.quantity));
  return { upTo, included, chargedIn, taxIn, depositTaxIn, taxPaidIn, benefitsIn };
}

function partOf(sold: SoldLine, quantity: number): Omit<PricedLine, 'trace'> {
  const { returnedQuantity, ...line } = sold;
  const { upTo, included, chargedIn, taxIn, depositTaxIn, taxPaidIn, benefitsIn } = sharesOf(sold);
  /** Of so many packs less what is due of those that came back before: each is due what it grows by. */
  const between = (dueOf: (packs: number) => number) =>
    cents(dueOf(returnedQuantity + quantity) - dueOf(returnedQuantity));
  const share = (amount: number) => between((packs) => upTo(amount, packs));
  const units = baseUnits(quantity * line.unitsPerPack);
  const grossCents = cents(quantity * line.unitPriceCents);
  const chargedCents = between(chargedIn);
  const includedTaxCents = between(taxIn);
  const netCents = cents(chargedCents - includedTaxCents);
  const discountCents = cents(grossCents - chargedCents);
  // A fee stays with what it was paid for.
  const added = line.taxes.filter(({ inclusive, fee }) => !inclusive && !fee);
  const discountIn = (packs: number) => packs * line.unitPriceCents - chargedIn(packs);
  const taxes = [
    ...split(included, taxPaidIn, { upTo, between }),
    ...added.map((tax) => ({ ...tax, amountCents: share(tax.amountCents) })),
  ].map((tax) => ({ ...tax, taxableCents: share(tax.taxableCents) }));
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
    totalCents: cents(netCents + depositCents + taxCents - between(depositTaxIn)),
    ebtCents: between(benefitsIn),
    discounts: split(line.discounts, discountIn, { upTo, between }),
    deposits,
    taxes,
  };
}

/** How much of so many cents of a whole belongs to a part of it: of each cent more it is one more, or none. */
function partIn(part: number, whole: number, amount: number): number {
  return whole === 0 ? 0 : Math.trunc(Number((BigInt(part) * BigInt(amount)) / BigInt(whole)));
}

type PartOfPacks = (amount: number, packs: number) => number;

/**
 * Each entry's part of what a figure comes to for some packs. Cent by cent it goes to one of them, so that no part ever has the wrong sign,
 * and after the last pack each has what it had. Where entries raise and lower a price at once, each goes by the packs, and the last takes what
 * rounding leaves.
 */
function split<E extends { amountCents: Cents }>(
  entries: readonly E[],
  figureOf: (packs: number) => number,
  { upTo, between }: { upTo: PartOfPacks; between: (dueOf: (packs: number) => number) => Cents },
): E[] {
  const isMixed =
    entries.some(({ amountCents }) => amountCents > 0) && entries.some(({ amountCents }) => amountCents < 0);
  let whole = entries.reduce((sum, { amountCents }) => sum + amountCents, 0);
  let left = figureOf;
  return entries.map((entry, place) => {
    const [of, rest, amount] = [whole, left, entry.amountCents];
    const isLast = isMixed ? place === entries.length - 1 : of === amount;
    const own = (packs: number) => {
      if (isLast) return rest(packs);
      return isMixed ? upTo(amount, packs) : partIn(amount, of, rest(packs));
    };
    whole -= amount;
    left = (packs) => rest(packs) - own(packs);
    return { ...entry, amountCents: between(own) };
  });
}
