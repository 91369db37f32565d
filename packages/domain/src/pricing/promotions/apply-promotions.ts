import type { Basket } from '../basket.ts';
import { type Position, partsOfCent } from '../positions.ts';
import type { Promotion } from '../rules.ts';
import type { TraceEntry } from '../trace.ts';
import { candidatesOf } from './candidate.ts';
import { orEarlier } from './earlier-outcomes.ts';
import { bestOutcome } from './outcome.ts';
import type { PromotionDiscount } from './promotion-discount.ts';
import { PromotionTrace } from './promotion-trace.ts';

export interface PromotionOutcome {
  /** By position. */
  discounts: PromotionDiscount[][];
  trace: TraceEntry[][];
  /** By how many cents another choice of bundles might cost less at the most; 0 where none does. */
  mostMissedCents: number;
}

/**
 * Gives each unit the offers that save the customer most. An exclusive offer is alone on its unit; stackable ones combine. A unit takes
 * part in one bundle at most, and in a bundle only where that saves more than the best offers on it alone. Tiers count what is in the
 * basket, whatever other offers the units get. Offers on what is spent come last. Where no choice is proven to be the best, the lines
 * before the last ones cost no more with those than without.
 */
export function applyPromotions(
  basket: Basket,
  positions: readonly Position[],
  promotions: readonly Promotion[],
): PromotionOutcome {
  const candidates = candidatesOf(basket, positions, promotions);
  const chained = candidates.filter(({ promotion }) => promotion.chained).length;
  const parts = partsOfCent(positions, chained);
  const found = bestOutcome(candidates, positions, parts);
  const { discounts, taken, mostMissed } = orEarlier(found, { basket, positions, promotions, parts });
  const trace = positions.map((): TraceEntry[] => []);
  for (const candidate of candidates) {
    const of = new PromotionTrace(candidate, positions, taken);
    for (const at of candidate.chosen) {
      const given = discounts[at]?.find(({ promotion }) => promotion === candidate.promotion);
      trace[at]?.push(of.at(at, given));
    }
  }
  return { discounts, trace, mostMissedCents: Number((mostMissed + parts - 1n) / parts) };
}
