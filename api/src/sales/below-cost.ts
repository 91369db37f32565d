import { type Cents, cents, sumCents } from '@liquor-pos/domain/money/money';
import type { Basket } from '@liquor-pos/domain/pricing/basket';
import { leastForCost } from '@liquor-pos/domain/pricing/minimum-prices';
import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import type { RuleBook } from '@liquor-pos/domain/pricing/rules';
import { isInEffect, selects } from '@liquor-pos/domain/pricing/selection';

/** A line that is sold for less than a rule asks for, by what it cost. */
export interface BelowCost {
  line: number;
  rule: string;
  /** Of all of the line, before taxes and deposits. */
  leastCents: Cents;
}

/** Of all lines of a pack together, as they are priced: one that was changed by hand stands alone. */
export function belowCost(
  { lines, storeId, at }: Basket,
  priced: PricedBasket,
  { minimums }: RuleBook,
  costs: ReadonlyMap<string, Cents>,
): BelowCost[] {
  const byPack = new Map<string, number[]>();
  for (const [index, { productId, packId, override, discount }] of lines.entries()) {
    const key = [productId, packId, ...(override || discount ? [index] : [])].join('/');
    byPack.set(key, [...(byPack.get(key) ?? []), index]);
  }
  return minimums
    .filter((rule) => isInEffect(rule, storeId, at))
    .flatMap(({ name: rule, selector, minimum }) => {
      if (minimum.kind !== 'cost') return [];
      const { rateMillionths } = minimum;
      return [...byPack.values()].flatMap((places) => {
        const first = lines[places[0] ?? -1];
        const costCents = first && costs.get(first.productId);
        if (!first || costCents === undefined || !selects(selector, first)) return [];
        const leastOf = (units: number) => cents(leastForCost(costCents, rateMillionths) * units);
        const sold = places.flatMap((place) => priced.lines[place] ?? []);
        const units = sold.reduce((sum, line) => sum + line.units, 0);
        if (sumCents(sold.map(receivedFor)) >= leastOf(units)) return [];
        return places.map((line) => ({ line, rule, leastCents: leastOf(priced.lines[line]?.units ?? 0) }));
      });
    });
}

/** What a manufacturer pays is paid, too. */
function receivedFor({ grossCents, discountCents, discounts }: PricedBasket['lines'][number]): Cents {
  const paidBack = sumCents(discounts.filter(({ reimbursed }) => reimbursed).map(({ amountCents }) => amountCents));
  return cents(grossCents - discountCents + paidBack);
}
