import { allocate, allocateByFractions } from '../../money/allocate.ts';
import { type Fraction, plus, rounded } from '../../money/fraction.ts';
import { cents, multiplyDivide } from '../../money/money.ts';
import type { Position } from '../positions.ts';
import { ONE_IN_MILLIONTHS } from '../rules.ts';
import { basePrices, getDiscount } from './bundle-offers.ts';
import type { Candidate } from './candidate.ts';
import type { PromotionDiscount } from './promotion-discount.ts';
import type { TakenBundle } from './taken-bundles.ts';
import {
  inStackOrder,
  isBundle,
  isOnEachUnit,
  isOnSpending,
  Stack,
  type UnitPrices,
  unitDiscount,
} from './unit-offers.ts';

/** What promotions take off each position, by the order of their ids; what is left is never below nothing. */
export function discountsOf(
  positions: readonly Position[],
  candidates: readonly Candidate[],
  prices: UnitPrices,
  taken: readonly TakenBundle[],
): PromotionDiscount[][] {
  const given = new Given(positions);
  const off = offEachUnit(positions, candidates, prices, taken);
  for (const candidate of candidates) {
    const { promotion } = candidate;
    if (isBundle(promotion)) {
      const own = taken.filter((bundle) => bundle.candidate === candidate);
      if (own.length > 0) given.give(candidate, bundleDiscounts(candidate, positions, own, prices));
    } else if (isOnEachUnit(promotion)) {
      given.give(candidate, off.get(candidate) ?? []);
    }
  }
  for (const candidate of onSpending(candidates, given)) given.giveForSpending(candidate);
  return given.discounts;
}

/** What a position gets of one promotion. */
interface Share {
  position: number;
  units: number;
  amount: number;
}

class Given {
  readonly discounts: PromotionDiscount[][];
  private readonly left: number[];

  constructor(private readonly positions: readonly Position[]) {
    this.discounts = positions.map(() => []);
    this.left = positions.map(({ grossCents }) => grossCents);
  }

  give(candidate: Candidate, shares: readonly Share[]): void {
    // Each amount is rounded for itself; together they must not pass the price.
    const within = shares.map((share) => ({
      ...share,
      amount: Math.min(share.amount, this.left[share.position] ?? 0),
    }));
    for (const { position, units, amount } of capped(candidate, within)) {
      if (units === 0 || amount === 0) continue;
      this.left[position] = (this.left[position] ?? 0) - amount;
      this.discounts[position]?.push({ promotion: candidate.promotion, units, amountCents: cents(amount) });
    }
  }

  giveForSpending(candidate: Candidate): void {
    this.give(candidate, this.sharesForSpending(candidate));
  }

  /** Of several offers that don't combine, the one that takes most off what the others leave. */
  bestForSpending(candidates: readonly Candidate[]): Candidate | undefined {
    let best: { candidate: Candidate; off: number } | undefined;
    for (const candidate of candidates) {
      const off = capped(candidate, this.sharesForSpending(candidate)).reduce((sum, share) => sum + share.amount, 0);
      if (off > (best?.off ?? 0)) best = { candidate, off };
    }
    return best?.candidate;
  }

  private sharesForSpending({ promotion, counts, receives }: Candidate): Share[] {
    const { offer, limitPerSale } = promotion;
    if (offer.kind !== 'spend_get' && offer.kind !== 'spend_percent') return [];
    const prices = this.positions.map(({ grossCents }, position) =>
      offer.measured === 'before_offers' ? grossCents : (this.left[position] ?? 0),
    );
    const spent = prices.reduce((sum, price, position) => (counts[position] ? sum + price : sum), 0);
    const times = Math.min(Math.floor(spent / offer.thresholdCents), limitPerSale ?? Number.MAX_SAFE_INTEGER);
    if (times === 0) return [];
    const receiving = this.left.map((left, position) => (receives[position] ? left : 0));
    const price = receiving.reduce((sum, one) => sum + one, 0);
    const wanted =
      offer.kind === 'spend_percent'
        ? multiplyDivide(price, offer.rateMillionths, ONE_IN_MILLIONTHS)
        : offer.amountCents * times;
    const shares = allocate(Math.min(wanted, price), receiving);
    return shares.map((amount, position) => ({ position, units: this.positions[position]?.units ?? 0, amount }));
  }
}

/** Offers on what is spent come last: of those that don't combine the best one, then the others in their order. */
function onSpending(candidates: readonly Candidate[], given: Given): Candidate[] {
  const all = candidates.filter(({ promotion }) => isOnSpending(promotion));
  const best = given.bestForSpending(all.filter(({ promotion }) => !promotion.stackable));
  const stackable = all.filter(({ promotion }) => promotion.stackable);
  return [...(best ? [best] : []), ...stackable.sort((a, b) => a.promotion.order - b.promotion.order)];
}

/** No more than the promotion takes off a sale at the most. */
function capped({ mostCents }: Candidate, shares: readonly Share[]): readonly Share[] {
  const sum = shares.reduce((all, { amount }) => all + amount, 0);
  if (mostCents === null || sum <= mostCents) return shares;
  const amounts = allocate(
    mostCents,
    shares.map(({ amount }) => amount),
  );
  return shares.map((share, index) => ({ ...share, amount: amounts[index] ?? 0 }));
}

/** What offers on each unit take off the units that no exclusive bundle has. */
function offEachUnit(
  positions: readonly Position[],
  candidates: readonly Candidate[],
  prices: UnitPrices,
  taken: readonly TakenBundle[],
): Map<Candidate, Share[]> {
  const inExclusive = unitsGot(positions, taken, ({ candidate }) => !candidate.promotion.stackable);
  const inStackable = unitsGot(positions, taken, ({ candidate }) => candidate.promotion.stackable);
  const free = positions.map(({ units }, at) => units - (inExclusive[at] ?? 0) - (inStackable[at] ?? 0));
  const { list, partsOfCent } = prices;
  const shares = new Map<Candidate, Share[]>();
  const add = (candidate: Candidate, position: number, units: number, discount: bigint) => {
    const amount = rounded({ numerator: discount * BigInt(units), denominator: partsOfCent });
    const share = { position, units, amount };
    const known = shares.get(candidate);
    if (known) known.push(share);
    else shares.set(candidate, [share]);
  };
  prices.bestExclusive.forEach((candidate, at) => {
    if (candidate) add(candidate, at, free[at] ?? 0, unitDiscount(candidate, at, list[at] ?? 0n, partsOfCent));
  });
  const stack = new Stack(list, partsOfCent);
  for (const candidate of inStackOrder(candidates.filter(({ promotion }) => isOnEachUnit(promotion)))) {
    for (const at of candidate.chosen) {
      if (!candidate.receives[at]) continue;
      const alone = prices.bestExclusive[at];
      add(candidate, at, (alone ? 0 : (free[at] ?? 0)) + (inStackable[at] ?? 0), stack.take(candidate, at));
    }
  }
  return shares;
}

/**
 * What a bundle offer takes off. Of each bundle it is shared out by what its units would cost, those included that are bought at their own
 * price: then whatever of it comes back later is worth its part.
 */
function bundleDiscounts(
  candidate: Candidate,
  positions: readonly Position[],
  taken: readonly TakenBundle[],
  prices: UnitPrices,
): Share[] {
  const base = basePrices(candidate, prices);
  const shares = new Map<number, { units: number; exact: Fraction }>();
  let inAll = 0n;
  for (const bundle of taken) {
    const off = offBundle(candidate, bundle, prices) * BigInt(bundle.times);
    const parts = [
      ...bundle.bought
        // A price set by hand stays what it is.
        .filter(({ position }) => !positions[position]?.line.override)
        .map((part) => ({ ...part, worth: (prices.best[part.position] ?? 0n) * BigInt(part.units) })),
      ...bundle.got.map((part) => ({ ...part, worth: (base[part.position] ?? 0n) * BigInt(part.units) })),
    ];
    const worth = parts.reduce((sum, part) => sum + part.worth, 0n);
    if (worth === 0n) continue;
    inAll += off;
    for (const part of parts) {
      const share = { numerator: off * part.worth, denominator: worth };
      const known = shares.get(part.position);
      shares.set(part.position, {
        units: (known?.units ?? 0) + part.units * bundle.times,
        exact: known ? plus(known.exact, share) : share,
      });
    }
  }
  const places = [...shares].sort(([a], [b]) => a - b);
  const amounts = allocateByFractions(
    hasOnePrice(candidate)
      ? rounded({ numerator: inAll, denominator: prices.partsOfCent })
      : offUnits(candidate, positions, taken, prices),
    places.map(([, share]) => share.exact),
    { numerator: inAll, denominator: 1n },
  );
  return places.map(([position, { units }], index) => ({ position, units, amount: amounts[index] ?? 0 }));
}

/** Whether a bundle costs so much in all; else what it takes off stands on the units that are got. */
function hasOnePrice({ promotion: { offer } }: Candidate): boolean {
  return offer.kind === 'n_for_price' || offer.kind === 'kit';
}

/** What it takes off one bundle, in parts of a cent: off what the units cost with the offers below it. */
export function offBundle(candidate: Candidate, { got }: TakenBundle, prices: UnitPrices): bigint {
  const { offer } = candidate.promotion;
  if (offer.kind === 'n_for_price' || offer.kind === 'kit') {
    const base = basePrices(candidate, prices);
    const worth = got.reduce((sum, { position, units }) => sum + (base[position] ?? 0n) * BigInt(units), 0n);
    return worth - BigInt(offer.priceCents) * prices.partsOfCent;
  }
  return got.reduce((sum, { position, units }) => sum + getDiscount(candidate, position, prices) * BigInt(units), 0n);
}

/** What it takes off the units that are got, in cents, rounded once for each position. */
function offUnits(
  candidate: Candidate,
  positions: readonly Position[],
  taken: readonly TakenBundle[],
  prices: UnitPrices,
): number {
  return unitsGot(positions, taken, () => true).reduce((sum, units, position) => {
    if (units === 0) return sum;
    const numerator = getDiscount(candidate, position, prices) * BigInt(units);
    return sum + rounded({ numerator, denominator: prices.partsOfCent });
  }, 0);
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
