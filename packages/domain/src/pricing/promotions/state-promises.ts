import { type Digit, digitIn, type Shape, type Span } from './bundle-digits.ts';
import type { Limit, Role, SearchOffer, UnitClass } from './bundle-problem.ts';
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
  /** The limits that have a price and can be reached, with where a state tells how often they were used. */
  private readonly limits: { uses: Digit; limit: number }[];
  /** By class: the offers that have begun and not ended. */
  private readonly live: Int32Array[];
  /** By class: what those promise that begin behind it. */
  private readonly toBegin: Float64Array;
  /** The class that is looked at. */
  private at = 0;
  private rank = 0;
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
    private readonly classes: readonly UnitClass[],
  ) {
    this.standing = new Int32Array(shapes.length);
    this.promised = new Float64Array(shapes.length);
    this.toBegin = new Float64Array(classes.length);
    this.live = Array.from({ length: classes.length }, (_, at) =>
      Int32Array.from([...shapes.keys()].filter((offer) => isIn(shapes[offer] as Shape, at))),
    );
    const byLimit = new Map<number, Digit>();
    shapes.forEach(({ uses }, offer) => {
      const limit = promises.limitOf[offer] as number;
      if (uses && limit !== NONE) byLimit.set(limit, uses);
    });
    this.limits = [...byLimit].map(([limit, uses]) => ({ uses, limit }));
  }

  /** To be called when the promises have changed. */
  settle(): void {
    this.toBegin.fill(0);
    for (const [offer, { first }] of this.shapes.entries()) {
      const { sum } = this.promises.offers[offer] as LoneOffer;
      for (let at = 0; at < Math.min(first, this.toBegin.length); at++)
        this.toBegin[at] = (this.toBegin[at] as number) + sum;
    }
  }

  /** Whether an offer that can't be ended any more promises nothing. */
  get areExact(): boolean {
    return this.promises.offers.every(({ states }) => states.areAllTold);
  }

  /** @param value what the state saves already @param unitClass of the unit that comes next */
  lookAt(state: Float64Array, value: number, unitClass: number): void {
    const { promises, standing, shapes } = this;
    this.from = NONE;
    this.at = unitClass;
    this.rank = (this.classes[unitClass] as UnitClass).priceRank;
    this.value = value + (this.toBegin[unitClass] as number);
    for (const { uses, limit } of this.limits) {
      if (uses.last < unitClass) continue;
      const used = uses.first <= unitClass ? digitIn(uses, state) : 0;
      this.value += (promises.limitPrices[limit] as number) * ((promises.limits[limit] as Limit).most - used);
    }
    for (const offer of this.live[unitClass] as Int32Array) {
      const lone = promises.offers[offer] as LoneOffer;
      standing[offer] = lone.states.stateIn(shapes[offer] as Shape, state);
      this.value += lone.worthAbove(shapes[offer] as Shape, state, this.rank);
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
    const lone = this.promises.offers[offer] as LoneOffer;
    const { count, next, isLast } = lone.states;
    const state = this.standing[offer] as number;
    const way = next[part * count + state] as number;
    if (way === NONE) return Number.NEGATIVE_INFINITY;
    const isEnding = this.promised[offer] !== Number.NEGATIVE_INFINITY;
    if (this.unending > (isEnding ? 0 : 1)) return Number.NEGATIVE_INFINITY;
    const isOnce = part === 0 && isLast[state] === 1;
    const cost = isOnce ? (this.offers[offer] as SearchOffer).costs + this.promises.useOf(offer) : 0;
    const others = isEnding ? this.sum - (this.promised[offer] as number) : this.sum;
    return others + saves - cost + lone.mostOf(part, state, way, this.rank, (lone.before[unit] as number) * count);
  }

  private tellFrom(unit: number): void {
    if (this.from === unit) return;
    const { promises, standing, promised } = this;
    this.from = unit;
    this.sum = this.value + (promises.ahead[unit] as number);
    this.unending = 0;
    for (const offer of this.live[this.at] as Int32Array) {
      const { most, states, before } = promises.offers[offer] as LoneOffer;
      const promise = most[(before[unit] as number) * states.count + (standing[offer] as number)] as number;
      promised[offer] = promise;
      if (promise === Number.NEGATIVE_INFINITY) this.unending++;
      else this.sum += promise;
    }
  }
}

function isIn({ first, last }: Span, unitClass: number): boolean {
  return first <= unitClass && last >= unitClass;
}
