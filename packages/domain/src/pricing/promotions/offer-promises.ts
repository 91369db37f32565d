import { type BundlePrices, moveAgainst } from './bundle-prices.ts';
import { HALF, type Limit, type SearchOffer, type UnitClass } from './bundle-problem.ts';
import { NONE } from './bundle-states.ts';
import { LoneOffer, type UnitOrder } from './lone-offer.ts';

const MOST_ROUNDS = 120;
/** About how many cells of the offers' tables to fill while prices are looked for: a million take some 5 ms. */
const MOST_FILLED = 3_000_000;
/** Where a search may take fewer steps than that, prices are taken as they are. */
const WORTH_LOOKING = 100_000;
/** By offer. With many of them, fewer. */
const MOST_CELLS = [30_000, 600_000] as const;
const CELLS_IN_ALL = 3_000_000;
/** After so many rounds that promise no less, the next ones go less far. */
const PATIENCE = 6;
const SHORTER = 0.6;
/** It is given up where so many rounds close less than that part of the gap. */
const ROUNDS_TO_JUDGE = 15;
const LEAST_CLOSED = 0.05;
/** A limit of more uses than that is not counted, but has a price. */
const MOST_COUNTED_USES = 12;

/**
 * What each unit is worth (Lagrange multipliers of "a unit takes part once", after Dantzig and Wolfe), and with it what each offer can save
 * by itself where units cost that. Whatever these prices are, no choice saves more than the units' prices and what is left to the offers;
 * the lower that is, the more a search can leave out.
 *
 * It promises far less than prices of rights do (see `BundlePrices`), for here each offer knows that half a bundle saves nothing, and it
 * takes far longer to find.
 */
export class OfferPromises {
  readonly offers: readonly LoneOffer[];
  /** By unit: what it and all units after it are worth. */
  readonly ahead: Float64Array;
  /** The limits that have a price. */
  readonly limits: readonly Limit[];
  readonly limitPrices: Float64Array;
  /** By offer: where its limit stands among those; `NONE` where it counts its uses, or is not limited. */
  readonly limitOf: readonly number[];
  private readonly prices: Float64Array;
  /** How many cells may be filled. */
  private readonly room: number;

  /**
   * @param bundlePrices what units and rights are worth to begin with
   * @param steps how many the search may take
   */
  constructor(
    offers: readonly SearchOffer[],
    private readonly order: UnitOrder,
    bundlePrices: BundlePrices,
    steps: number,
  ) {
    this.room = steps < WORTH_LOOKING ? 0 : Math.min(MOST_FILLED, steps);
    const [each, all] = MOST_CELLS;
    const cells = Math.min(this.room === 0 ? each : Math.max(each, all / offers.length), CELLS_IN_ALL / offers.length);
    const limits = offers.flatMap(({ limit }) => limit ?? []);
    this.limits = [...new Set(limits)].filter(
      (limit) => limit.most > MOST_COUNTED_USES || limits.indexOf(limit) !== limits.lastIndexOf(limit),
    );
    this.limitPrices = new Float64Array(this.limits.length);
    this.limitOf = offers.map(({ limit }) => (limit ? this.limits.indexOf(limit) : NONE));
    this.offers = offers.map(
      (offer, at) =>
        new LoneOffer(offer, at, order, this.limitOf[at] === NONE, cells, (follower, rank) =>
          bundlePrices.rightOf(at, follower, rank),
        ),
    );
    this.ahead = new Float64Array(order.classAt.length + 1);
    this.prices = Float64Array.from(order.classes, (_, at) => bundlePrices.of(at));
  }

  /** No choice saves more than this. */
  get sum(): number {
    return this.offers.reduce((sum, offer) => sum + offer.sum, (this.ahead[0] as number) + this.ofLimits);
  }

  /** What the limits with a price are worth as long as nothing was done. */
  get ofLimits(): number {
    return this.limits.reduce((sum, { most }, at) => sum + most * (this.limitPrices[at] as number), 0);
  }

  /** What it costs an offer to be used once, beside what it costs anyway. */
  useOf(offer: number): number {
    return this.limitPrices[this.limitOf[offer] as number] ?? 0;
  }

  /** Looks for prices that promise less, along subgradients. @param possible what is known to be possible: they can't promise less than that */
  improve(possible: number): void {
    const ways = this.offers.reduce((sum, offer) => sum + offer.ways, 0);
    const rounds = Math.min(MOST_ROUNDS, Math.floor(this.room / Math.max(ways, 1)));
    this.settle();
    let sum = this.sum;
    let lowest = { sum, prices: this.prices.slice(), limitPrices: this.limitPrices.slice() };
    let [pace, inVain, judged] = [1, 0, sum];
    for (let round = 1; round <= rounds && lowest.sum >= possible + HALF; round++) {
      const { units, uses, length } = this.findSlopes();
      if (length === 0) break;
      const by = (pace * (sum - possible)) / length;
      moveAgainst(this.prices, units, by);
      moveAgainst(this.limitPrices, uses, by);
      this.settle();
      sum = this.sum;
      if (sum < lowest.sum) {
        lowest = { sum, prices: this.prices.slice(), limitPrices: this.limitPrices.slice() };
        inVain = 0;
      } else if (++inVain === PATIENCE) {
        pace *= SHORTER;
        inVain = 0;
        this.goTo(lowest);
        sum = lowest.sum;
      }
      if (round % ROUNDS_TO_JUDGE > 0) continue;
      if (judged - lowest.sum < LEAST_CLOSED * (lowest.sum - possible)) break;
      judged = lowest.sum;
    }
    if (lowest.sum < sum) this.goTo(lowest);
  }

  private goTo({ prices, limitPrices }: { prices: Float64Array; limitPrices: Float64Array }): void {
    this.prices.set(prices);
    this.limitPrices.set(limitPrices);
    this.settle();
  }

  private settle(): void {
    const { classAt } = this.order;
    for (let unit = classAt.length - 1; unit >= 0; unit--) {
      this.ahead[unit] = (this.ahead[unit + 1] as number) + (this.prices[classAt[unit] as number] as number);
    }
    this.offers.forEach((offer, at) => {
      offer.fill(this.prices, this.useOf(at));
    });
  }

  /** How the sum grows with each price, and the square of how long that is. */
  private findSlopes(): { units: Float64Array; uses: Float64Array; length: number } {
    const units = new Float64Array(this.prices.length);
    const uses = new Float64Array(this.limits.length);
    this.offers.forEach((offer, at) => {
      const times = offer.count(this.prices, this.useOf(at), units);
      const limit = this.limitOf[at] as number;
      if (limit !== NONE) uses[limit] = (uses[limit] as number) + times;
    });
    const ofUnits = leftOf(units, this.prices, (at) => (this.order.classes[at] as UnitClass).units);
    const ofUses = leftOf(uses, this.limitPrices, (at) => (this.limits[at] as Limit).most);
    return { units, uses, length: ofUnits + ofUses };
  }
}

/** Makes of what is used what is left: but nothing where there is more than is used and it costs nothing already. @returns the sum of its squares */
function leftOf(used: Float64Array, prices: Float64Array, had: (at: number) => number): number {
  let squares = 0;
  for (let at = 0; at < used.length; at++) {
    const left = had(at) - (used[at] as number);
    used[at] = left > 0 && (prices[at] as number) === 0 ? 0 : left;
    squares += (used[at] as number) ** 2;
  }
  return squares;
}
