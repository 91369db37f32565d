import type { Position } from '../positions.ts';
import { bestBundles } from './best-bundles.ts';
import { bundleOffersOf } from './bundle-offers.ts';
import type { Candidate } from './candidate.ts';
import type { BundleChoice } from './decided-bundles.ts';
import { discountsOf } from './discounts.ts';
import type { PromotionDiscount } from './promotion-discount.ts';
import { isBundle, type UnitPrices, unitPricesOf } from './unit-offers.ts';

/** So many offers are tried to be left out; a store has one or two that have a most. */
const MOST_LEFT_OUT = 8;
/** Each try takes this part of the steps of the first look: a better price found with fewer is a better price. */
const EFFORT_OF_A_TRY = 0.25;

/** What promotions come to, and which bundles are behind it. */
export interface Outcome extends BundleChoice {
  /** By position. */
  discounts: PromotionDiscount[][];
  /** Those that were given; others are barred, or were left out. */
  candidates: readonly Candidate[];
  prices: UnitPrices;
}

/** An offer that reached the most it takes off may stand in the way of others that would take more: it is left out where that costs less. */
export function bestOutcome(all: readonly Candidate[], positions: readonly Position[], parts: bigint): Outcome {
  const candidates = all.filter(({ barred }) => !barred);
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
  const choice = bundlesAmong(candidates, positions, prices, effort);
  return { ...choice, candidates, prices, discounts: discountsOf(positions, candidates, prices, choice.taken) };
}

export function bundlesAmong(
  candidates: readonly Candidate[],
  positions: readonly Position[],
  prices: UnitPrices,
  effort: number,
): BundleChoice {
  const offers = candidates
    .filter(({ promotion }) => isBundle(promotion))
    .flatMap((candidate) => bundleOffersOf(candidate, positions, prices));
  return bestBundles(offers, positions, prices, effort);
}

function hasReachedItsMost({ promotion, mostCents }: Candidate, { discounts }: Outcome): boolean {
  if (mostCents === null) return false;
  return sumOf(discounts.flat().filter((discount) => discount.promotion === promotion)) >= mostCents;
}

export function sumOff({ discounts }: Pick<Outcome, 'discounts'>): number {
  return sumOf(discounts.flat());
}

function sumOf(discounts: readonly PromotionDiscount[]): number {
  return discounts.reduce((sum, { amountCents }) => sum + amountCents, 0);
}
