import type { Position } from '../positions.ts';
import { ONE_IN_MILLIONTHS, type Promotion } from '../rules.ts';
import { byId } from '../selection.ts';
import type { Candidate } from './candidate.ts';

/** The price of a base unit of each position, in parts of a cent, before and after promotions on single units. */
export interface UnitPrices {
  partsOfCent: bigint;
  list: bigint[];
  /** With every stackable offer on each unit. */
  stacked: bigint[];
  /** The better of `stacked` and the best single exclusive offer. */
  best: bigint[];
  /** The exclusive offer behind `best`; undefined where the stack is as good. */
  bestExclusive: (Candidate | undefined)[];
}

/** Offers that need several units at once, or of which a sale gets only so many, are chosen together; see `best-bundles`. */
export function isBundle(promotion: Promotion): boolean {
  const { offer, limitPerSale } = promotion;
  if (isOnSpending(promotion)) return false;
  return limitPerSale !== null || offer.kind === 'n_for_price' || offer.kind === 'buy_get' || offer.kind === 'kit';
}

/** Offers on each unit for itself, which `unitPricesOf` takes into its prices. */
export function isOnEachUnit(promotion: Promotion): boolean {
  return !isOnSpending(promotion) && !isBundle(promotion);
}

/** Offers on what is spent, which come after all others. */
export function isOnSpending({ offer }: Promotion): boolean {
  return offer.kind === 'spend_get' || offer.kind === 'spend_percent';
}

/**
 * What an offer takes off one base unit of a position that costs so much, in parts of a cent; of a bundle offer, off a unit that is got.
 * Never more than its price.
 */
export function unitDiscount(candidate: Candidate, at: number, price: bigint, partsOfCent: bigint): bigint {
  const { offer } = candidate.promotion;
  const amount = (cents: number) => (BigInt(cents) * partsOfCent) / BigInt(candidate.size[at] ?? 1);
  switch (offer.kind) {
    case 'amount_off':
      return least(price, amount(offer.amountCents));
    case 'percent_off':
    case 'buy_get':
      return share(price, offer.rateMillionths);
    case 'tiers': {
      // The best that is reached: a bottle more never takes from the others what they had.
      const reached = offer.tiers.filter(({ from }) => from * 10 <= (candidate.countedTenths[at] ?? 0));
      return reached
        .map(({ amountCents, rateMillionths }) =>
          amountCents != null ? least(price, amount(amountCents)) : share(price, rateMillionths ?? 0),
        )
        .reduce(most, 0n);
    }
    case 'fixed_price':
      return most(0n, price - amount(offer.priceCents));
    case 'n_for_price':
    case 'kit':
    case 'spend_get':
    case 'spend_percent':
      return 0n;
  }
}

export function unitPricesOf(
  positions: readonly Position[],
  candidates: readonly Candidate[],
  partsOfCent: bigint,
): UnitPrices {
  const list = positions.map(({ line }) => (BigInt(line.unitPriceCents) * partsOfCent) / BigInt(line.unitsPerPack));
  const exclusive = [...list];
  const bestExclusive: (Candidate | undefined)[] = list.map(() => undefined);
  const running = candidates.filter(({ barred, promotion }) => !barred && isOnEachUnit(promotion));
  const stack = new Stack(list, partsOfCent);
  for (const candidate of inStackOrder(running)) {
    for (const at of candidate.chosen) stack.take(candidate, at);
  }
  for (const candidate of running) {
    if (candidate.promotion.stackable) continue;
    for (const at of candidate.chosen) {
      if (!candidate.receives[at]) continue;
      const price = list[at] ?? 0n;
      const discount = unitDiscount(candidate, at, price, partsOfCent);
      if (price - discount < (exclusive[at] ?? 0n)) {
        exclusive[at] = price - discount;
        bestExclusive[at] = candidate;
      }
    }
  }
  const stacked = stack.left;
  const best = stacked.map((price, at) => least(price, exclusive[at] ?? price));
  return {
    partsOfCent,
    list,
    stacked,
    best,
    bestExclusive: bestExclusive.map((candidate, at) =>
      (best[at] ?? 0n) < (stacked[at] ?? 0n) ? candidate : undefined,
    ),
  };
}

/** The stackable ones: first those that are each taken off the list price, then the chained ones in their order. */
export function inStackOrder(candidates: readonly Candidate[]): Candidate[] {
  const stackable = candidates.filter(({ promotion }) => promotion.stackable);
  return [
    ...stackable.filter(({ promotion }) => !promotion.chained),
    ...stackable
      .filter(({ promotion }) => promotion.chained)
      .sort((a, b) => a.promotion.order - b.promotion.order || byId(a.promotion, b.promotion)),
  ];
}

/** Stackable offers on units, taken off one after the other. */
export class Stack {
  /** What a unit of each position costs after those taken so far. */
  readonly left: bigint[];

  constructor(
    private readonly list: readonly bigint[],
    private readonly partsOfCent: bigint,
  ) {
    this.left = [...list];
  }

  /** @returns what it takes off a unit */
  take(candidate: Candidate, at: number): bigint {
    if (!candidate.receives[at]) return 0n;
    const left = this.left[at] ?? 0n;
    const price = candidate.promotion.chained ? left : (this.list[at] ?? 0n);
    const discount = least(left, unitDiscount(candidate, at, price, this.partsOfCent));
    this.left[at] = left - discount;
    return discount;
  }
}

/** Exact off the list price, a multiple of a million; of what chained offers leave, less than a part of a cent is lost. */
function share(price: bigint, rateMillionths: number): bigint {
  return (price * BigInt(rateMillionths)) / BigInt(ONE_IN_MILLIONTHS);
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function most(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
