import { sumCents } from '@liquor-pos/domain/money/money';
import type { Basket, OfferLeft } from '@liquor-pos/domain/pricing/basket';
import { priceBasket } from '@liquor-pos/domain/pricing/price-basket';
import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import type { Sale } from '../ledger/documents/sale.schema';
import type { Rules } from '../pricing-rules/rule-books';
import { leftOf, usesOf } from '../pricing-rules/rule-limits';
import type { Store } from '../store-directory/store.schema';

const UNUSED = { times: 0, cents: 0 };

/** A rule book as it was used up: an offer that sales took part in is left to them as it was, one that is tried begins anew. */
export class ReplayedBook {
  private readonly used = new Map<string, { times: number; cents: number }>();

  constructor(
    private readonly rules: Rules,
    private readonly tried: readonly string[],
  ) {}

  price(sale: Sale, basket: Basket, taxRounding: Store['taxRounding']): PricedBasket {
    const { promotions } = this.rules;
    const who = { reference: basket.customer?.reference };
    const offersLeft = leftOf(promotions, who, (counter) => this.used.get(counter) ?? UNUSED).map((left) =>
      this.tried.includes(left.promotionId) ? left : asItWas(sale, left),
    );
    const priced = priceBasket({ ...basket, offersLeft }, { ...this.rules, taxRounding });
    for (const { counter, times, cents: off } of usesOf(priced, promotions, who)) {
      const known = this.used.get(counter) ?? UNUSED;
      this.used.set(counter, { times: known.times + times, cents: known.cents + off });
    }
    return priced;
  }
}

/** What a sale had of an offer is what was left for it. */
function asItWas({ lines }: Sale, { promotionId, cents: most }: OfferLeft): OfferLeft {
  const had = lines.flatMap(({ discounts }) =>
    discounts.filter(({ kind, ruleId }) => kind === 'promotion' && ruleId === promotionId),
  );
  const offCents = sumCents(had.map(({ amountCents }) => amountCents));
  return { promotionId, uses: had.length > 0 ? null : 0, cents: most === null ? null : offCents };
}

/** Which promotions are others than they were. */
export function triedIds(rules: Rules, tried: Rules): string[] {
  return tried.promotions.filter((one) => !rules.promotions.includes(one)).map(({ id }) => id);
}
