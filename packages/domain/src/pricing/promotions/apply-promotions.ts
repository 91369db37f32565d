import type { Basket } from '../basket.ts';
import { type Position, partsOfCent } from '../positions.ts';
import type { Promotion } from '../rules.ts';
import type { TraceEntry } from '../trace.ts';
import { bestBundles } from './best-bundles.ts';
import { bundleOffersOf } from './bundle-offers.ts';
import { type Candidate, candidatesOf } from './candidate.ts';
import type { BundleChoice } from './decided-bundles.ts';
import { discountsOf } from './discounts.ts';
import type { PromotionDiscount } from './promotion-discount.ts';
import { PromotionTrace } from './promotion-trace.ts';
import { isBundle, unitPricesOf } from './unit-offers.ts';

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
 * basket, whatever other offers the units get. Offers on what is spent come last.
 */
export function applyPromotions(
  basket: Basket,
  positions: readonly Position[],
  promotions: readonly Promotion[],
): PromotionOutcome {
  const candidates = candidatesOf(basket, positions, promotions);
  const chained = candidates.filter(({ promotion }) => promotion.chained).length;
  const parts = partsOfCent(positions, chained);
  const running = candidates.filter(({ barred }) => !barred);
  const { discounts, taken, mostMissed } = bestOutcome(running, positions, parts);
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

/** So many offers are tried to be left out; a store has one or two that have a most. */
const MOST_LEFT_OUT = 8;
/** Each try takes this part of the steps of the first look: a better price found with fewer is a better price. */
const EFFORT_OF_A_TRY = 0.25;

interface Outcome extends BundleChoice {
  discounts: PromotionDiscount[][];
}

/** An offer that reached the most it takes off may stand in the way of others that would take more: it is left out where that costs less. */
function bestOutcome(candidates: readonly Candidate[], positions: readonly Position[], parts: bigint): Outcome {
  let best = outcomeOf(candidates, positions, parts, 1);
  let tried = candidates;
  const reached = candidates.filter((candidate) => hasReachedItsMost(candidate, best));
  for (const candidate of reached.slice(0, MOST_LEFT_OUT)) {
    const others = tried.filter((one) => one !== candidate);
    const without = outcomeOf(others, positions, parts, EFFORT_OF_A_TRY);
    if (sumOff(without) <= sumOff(best)) continue;
    best = without;
    tried = others;
  }
  return best;
}

function outcomeOf(
  candidates: readonly Candidate[],
  positions: readonly Position[],
  parts: bigint,
  effort: number,
): Outcome {
  const prices = unitPricesOf(positions, candidates, parts);
  const offers = candidates
    .filter(({ promotion }) => isBundle(promotion))
    .flatMap((candidate) => bundleOffersOf(candidate, positions, prices));
  const choice = bestBundles(offers, positions, prices, effort);
  return { ...choice, discounts: discountsOf(positions, candidates, prices, choice.taken) };
}

function hasReachedItsMost({ promotion, mostCents }: Candidate, { discounts }: Outcome): boolean {
  if (mostCents === null) return false;
  return sumOf(discounts.flat().filter((discount) => discount.promotion === promotion)) >= mostCents;
}

function sumOff({ discounts }: Outcome): number {
  return sumOf(discounts.flat());
}

function sumOf(discounts: readonly PromotionDiscount[]): number {
  return discounts.reduce((sum, { amountCents }) => sum + amountCents, 0);
}
