import { type Digit, digitIn, type Shape } from './bundle-digits.ts';
import type { Role, SearchOffer } from './bundle-problem.ts';
import { NONE } from './bundle-states.ts';
import type { LoneOffer } from './lone-offer.ts';
import type { OfferPromises } from './offer-promises.ts';

/**
 * The most that a state of a search can lead to: what it saves already, what the units to come are worth, and what each offer can save from
 * where it stands. A state is looked at once, and all ways on are told from there.
 */
export class StatePromises {
  /** By offer: the state it stands in. */
  private readonly standing: Int32Array;
  /** By offer: what it promises from there. */
  private readonly promised: Float64Array;
  /** The limits that have a price, with where a state tells how often they were used. */
  private readonly limits: { uses: Digit; limit: number }[] = [];
  private value = 0;
  /** From which unit on was told. */
  private from = NONE;
  /** What is promised in all from there, but by the offers that could not be ended any more. */
  private sum = 0;
  private unending = 0;

  constructor(
    private readonly promises: OfferPromises,
    private readonly offers: readonly SearchOffer[],
    private readonly shapes: readonly Shape[],
  ) {
    this.standing = new Int32Array(shapes.length);
    this.promised = new Float64Array(shapes.length);
    const byLimit = new Map<number, Digit>();
    shapes.forEach(({ uses }, offer) => {
      const limit = promises.limitOf[offer] as number;
      if (uses && limit !== NONE) byLimit.set(limit, uses);
    });
    for (const [limit, uses] of byLimit) this.limits.push({ uses, limit });
  }

  /** @param value what the state saves already */
  lookAt(state: Float64Array, value: number): void {
    const { promises, standing, shapes } = this;
    this.from = NONE;
    this.value = value + promises.ofLimits;
    for (const { uses, limit } of this.limits) {
      this.value -= (promises.limitPrices[limit] as number) * digitIn(uses, state);
    }
    for (let offer = 0; offer < standing.length; offer++) {
      standing[offer] = (promises.offers[offer] as LoneOffer).stateIn(shapes[offer] as Shape, state);
    }
  }

  /** The most it leads to where the units before that one take no part. */
  withoutUntil(unit: number): number {
    this.tellFrom(unit);
    return this.unending > 0 ? Number.NEGATIVE_INFINITY : this.sum;
  }

  /** The most it leads to where one takes that part. @param unit the first one after what is taken */
  with({ offer, part, saves }: Role, unit: number): number {
    this.tellFrom(unit);
    const { next, isLast, most, states, before } = this.promises.offers[offer] as LoneOffer;
    const state = this.standing[offer] as number;
    const way = next[part * states + state] as number;
    if (way === NONE) return Number.NEGATIVE_INFINITY;
    const isEnding = this.promised[offer] !== Number.NEGATIVE_INFINITY;
    if (this.unending > (isEnding ? 0 : 1)) return Number.NEGATIVE_INFINITY;
    const isOnce = part === 0 && isLast[state] === 1;
    const cost = isOnce ? (this.offers[offer] as SearchOffer).costs + this.promises.useOf(offer) : 0;
    const others = isEnding ? this.sum - (this.promised[offer] as number) : this.sum;
    return others + saves - cost + (most[(before[unit] as number) * states + way] as number);
  }

  private tellFrom(unit: number): void {
    if (this.from === unit) return;
    const { promises, standing, promised } = this;
    this.from = unit;
    this.sum = this.value + (promises.ahead[unit] as number);
    this.unending = 0;
    for (let offer = 0; offer < standing.length; offer++) {
      const { most, states, before } = promises.offers[offer] as LoneOffer;
      const promise = most[(before[unit] as number) * states + (standing[offer] as number)] as number;
      promised[offer] = promise;
      if (promise === Number.NEGATIVE_INFINITY) this.unending++;
      else this.sum += promise;
    }
  }
}
