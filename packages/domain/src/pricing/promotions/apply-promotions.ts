import { allocate } from '../../money/allocate.ts';
import { fraction, rounded } from '../../money/fraction.ts';
import { cents } from '../../money/money.ts';
import type { Basket } from '../basket.ts';
import { ANYONE } from '../basket.ts';
import { type Position, partsOfCent } from '../positions.ts';
import type { Promotion } from '../rules.ts';
import { byId, isInEffect, promotionDay } from '../selection.ts';
import type { TraceEntry } from '../trace.ts';
import { bestBundles, type TakenBundle } from './best-bundles.ts';
import { basePrices, bundleMaker, getDiscounts } from './bundles.ts';
import type { PromotionDiscount } from './promotion-discount.ts';
import { promotionTrace } from './promotion-trace.ts';
import { type Candidate, candidateOf, isBundle, type UnitPrices, unitDiscount, unitPricesOf } from './unit-offers.ts';

export interface PromotionOutcome {
  /** By position, in the order of the promotions' ids. */
  discounts: PromotionDiscount[][];
  trace: TraceEntry[][];
  /** Whether no other choice of bundles saves more; see `bestBundles`. */
  exact: boolean;
}

/**
 * Gives each unit the offers that save the customer most. An exclusive offer is alone on its unit; stackable ones combine, each
 * taken off the list price. A unit takes part in one bundle at most, and in a bundle only where that saves more than the best
 * offers on it alone. Tiers count what is in the basket, whatever other offers the units get.
 */
export function applyPromotions(
  basket: Basket,
  positions: readonly Position[],
  promotions: readonly Promotion[],
): PromotionOutcome {
  const candidates = promotions
    .filter((promotion) =>
      isInEffect(promotion, basket.storeId, { ...basket.at, date: promotionDay(promotion, basket.at) }),
    )
    .sort(byId)
    .map((promotion) => candidateOf(promotion, positions, basket.at, basket.customer ?? ANYONE))
    .filter(({ counts, receives }) => counts.includes(true) || receives.includes(true));
  const prices = unitPricesOf(positions, candidates, partsOfCent(positions));
  const running = candidates.filter(({ barred }) => !barred);
  const makers = running
    .filter(({ promotion }) => isBundle(promotion))
    .map((candidate) => bundleMaker(candidate, prices));
  const { taken, exact } = bestBundles(
    makers,
    positions.map(({ units }) => units),
  );
  const discounts = discountsOf(positions, running, prices, taken);
  const trace = positions.map((position, index) =>
    candidates.flatMap((candidate) => {
      const given = discounts[index]?.find(({ promotion }) => promotion === candidate.promotion);
      const entry = promotionTrace(candidate, position, index, positions, given, taken);
      return entry ? [entry] : [];
    }),
  );
  return { discounts, trace, exact };
}

function discountsOf(
  positions: readonly Position[],
  candidates: readonly Candidate[],
  prices: UnitPrices,
  taken: readonly TakenBundle[],
): PromotionDiscount[][] {
  const inExclusive = unitsGot(positions, taken, ({ candidate }) => !candidate.promotion.stackable);
  const inStackable = unitsGot(positions, taken, ({ candidate }) => candidate.promotion.stackable);
  const stackLeft = [...prices.list];
  const remaining = positions.map(({ grossCents }) => grossCents as number);
  const discounts: PromotionDiscount[][] = positions.map(() => []);
  const give = (promotion: Promotion, index: number, units: number, amount: number) => {
    // Each amount is rounded for itself; together they must not pass the price.
    const amountCents = cents(Math.min(amount, remaining[index] ?? 0));
    if (units === 0 || amountCents === 0) return;
    remaining[index] = (remaining[index] ?? 0) - amountCents;
    discounts[index]?.push({ promotion, units, amountCents });
  };

  for (const candidate of candidates) {
    const { promotion } = candidate;
    if (isBundle(promotion)) {
      const own = taken.filter((bundle) => bundle.candidate === candidate);
      if (own.length === 0) continue;
      for (const given of bundleDiscounts(candidate, own, positions, prices)) give(promotion, ...given);
      continue;
    }
    positions.forEach(({ units }, index) => {
      if (!candidate.receives[index]) return;
      const free = units - (inExclusive[index] ?? 0) - (inStackable[index] ?? 0);
      const alone = prices.bestExclusive[index];
      let discount = unitDiscount(candidate, prices.list[index] ?? 0n, prices.partsOfCent);
      let receiving = alone === candidate ? free : 0;
      if (promotion.stackable) {
        const left = stackLeft[index] ?? 0n;
        if (discount > left) discount = left;
        stackLeft[index] = left - discount;
        receiving = (alone ? 0 : free) + (inStackable[index] ?? 0);
      }
      give(promotion, index, receiving, rounded(fraction(discount * BigInt(receiving), prices.partsOfCent)));
    });
  }
  return discounts;
}

/** What a bundle offer takes off each position, as [position, units, cents]. */
function bundleDiscounts(
  candidate: Candidate,
  taken: readonly TakenBundle[],
  positions: readonly Position[],
  prices: UnitPrices,
): [number, number, number][] {
  const got = unitsGot(positions, taken, () => true);
  const receiving = got.flatMap((units, index) => (units > 0 ? [{ index, units: BigInt(units) }] : []));
  const { offer } = candidate.promotion;
  if (offer.kind !== 'n_for_price') {
    const discounts = getDiscounts(candidate, prices);
    return receiving.map(({ index, units }) => [
      index,
      Number(units),
      rounded(fraction((discounts[index] ?? 0n) * units, prices.partsOfCent)),
    ]);
  }
  // The bundles' price is exact for all of it; what it takes off is shared out by what the units would cost.
  const base = basePrices(candidate, prices);
  const worth = receiving.map(({ index, units }) => (base[index] ?? 0n) * units);
  const times = taken.reduce((sum, bundle) => sum + bundle.times, 0);
  const charged = BigInt(offer.priceCents * times) * prices.partsOfCent;
  const off = rounded(fraction(worth.reduce((sum, one) => sum + one, 0n) - charged, prices.partsOfCent));
  const shares = allocate(off, worth);
  return receiving.map(({ index, units }, place) => [index, Number(units), shares[place] ?? 0]);
}

function unitsGot(
  positions: readonly Position[],
  taken: readonly TakenBundle[],
  which: (bundle: TakenBundle) => boolean,
): number[] {
  const units = positions.map(() => 0);
  for (const bundle of taken.filter(which)) {
    for (const part of bundle.got) units[part.position] = (units[part.position] ?? 0) + part.units * bundle.times;
  }
  return units;
}
