import type { LocalMoment } from '../../time/local-time.ts';
import type { Customer } from '../basket.ts';
import type { Position } from '../positions.ts';
import { ONE_IN_MILLIONTHS, type Promotion, type UnitWeight } from '../rules.ts';
import { isRunning, selects } from '../selection.ts';

/** A promotion that is in effect, looked at for one basket. Arrays are by position. */
export interface Candidate {
  promotion: Promotion;
  /** Null when it runs now and for this customer. */
  barred: 'not_running' | 'other_customers' | null;
  /** Units count toward the offer. */
  counts: boolean[];
  /** Units may receive it. */
  receives: boolean[];
  /** Counted units, by their weights. */
  countedUnits: number;
}

/** The price of a base unit of each position, in parts of a cent, before and after promotions on single units. */
export interface UnitPrices {
  partsOfCent: bigint;
  list: bigint[];
  /** With every stackable offer on each unit, each taken off the list price. */
  stacked: bigint[];
  /** The better of `stacked` and the best single exclusive offer. */
  best: bigint[];
  /** The exclusive offer behind `best`; undefined where the stack is as good. */
  bestExclusive: (Candidate | undefined)[];
}

export function candidateOf(
  promotion: Promotion,
  positions: readonly Position[],
  at: LocalMoment,
  customer: Customer,
): Candidate {
  const { offer, selector, countsOnly, customerGroups } = promotion;
  const counts = positions.map(({ line }) => selects(selector, line));
  const receiver = offer.kind === 'buy_get' && offer.getSelector ? offer.getSelector : selector;
  const receives = positions.map(
    ({ line }) => !line.override && selects(receiver, line) && !(countsOnly && selects(countsOnly, line)),
  );
  const weights = offer.kind === 'tiers' ? offer.weights : [];
  const countedUnits = positions.reduce(
    (sum, position, index) => sum + (counts[index] ? position.units * weightOf(position, weights) : 0),
    0,
  );
  const groups = customerGroups === null || customerGroups.some((group) => customer.groups.includes(group));
  const barred = !groups ? 'other_customers' : isRunning(promotion, at) ? null : 'not_running';
  return { promotion, barred, counts, receives, countedUnits };
}

/** The heaviest weight whose volume the unit reaches. */
function weightOf({ line: { volumeMl } }: Position, weights: readonly UnitWeight[]): number {
  if (volumeMl === null) return 1;
  return weights.reduce(
    (most, { minVolumeMl, weight }) => (volumeMl >= minVolumeMl && weight > most ? weight : most),
    1,
  );
}

/** Offers that need several units at once, or of which a sale gets only so many, are chosen together; see `best-bundles`. */
export function isBundle({ offer, limitPerSale }: Promotion): boolean {
  return limitPerSale !== null || offer.kind === 'n_for_price' || offer.kind === 'buy_get';
}

/** What an offer takes off one unit, in parts of a cent; of a bundle offer, off a unit that is got. Never more than its price. */
export function unitDiscount(
  { promotion: { offer }, countedUnits }: Candidate,
  list: bigint,
  partsOfCent: bigint,
): bigint {
  switch (offer.kind) {
    case 'amount_off':
      return least(list, BigInt(offer.amountCents) * partsOfCent);
    case 'percent_off':
    case 'buy_get':
      return share(list, offer.rateMillionths);
    case 'tiers':
      return share(list, tierOf(offer.tiers, countedUnits)?.rateMillionths ?? 0);
    case 'fixed_price':
      return most(0n, list - BigInt(offer.priceCents) * partsOfCent);
    case 'n_for_price':
      return 0n;
  }
}

/** The highest tier that is reached. */
function tierOf<T extends { from: number }>(tiers: readonly T[], countedUnits: number): T | undefined {
  return tiers.reduce<T | undefined>(
    (reached, tier) => (tier.from <= countedUnits && (!reached || tier.from > reached.from) ? tier : reached),
    undefined,
  );
}

export function unitPricesOf(
  positions: readonly Position[],
  candidates: readonly Candidate[],
  partsOfCent: bigint,
): UnitPrices {
  const list = positions.map(({ line }) => (BigInt(line.unitPriceCents) * partsOfCent) / BigInt(line.unitsPerPack));
  const stacked = [...list];
  const exclusive = [...list];
  const bestExclusive: (Candidate | undefined)[] = list.map(() => undefined);
  for (const candidate of candidates) {
    if (candidate.barred || isBundle(candidate.promotion)) continue;
    list.forEach((price, index) => {
      if (!candidate.receives[index]) return;
      const discount = unitDiscount(candidate, price, partsOfCent);
      if (candidate.promotion.stackable) {
        stacked[index] = most(0n, (stacked[index] ?? 0n) - discount);
      } else if (price - discount < (exclusive[index] ?? 0n)) {
        exclusive[index] = price - discount;
        bestExclusive[index] = candidate;
      }
    });
  }
  const best = stacked.map((price, index) => least(price, exclusive[index] ?? price));
  return {
    partsOfCent,
    list,
    stacked,
    best,
    bestExclusive: bestExclusive.map((candidate, index) =>
      (best[index] ?? 0n) < (stacked[index] ?? 0n) ? candidate : undefined,
    ),
  };
}

/** Exact, because a unit's price in parts of a cent is a multiple of a million. */
function share(price: bigint, rateMillionths: number): bigint {
  return (price * BigInt(rateMillionths)) / BigInt(ONE_IN_MILLIONTHS);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function most(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
