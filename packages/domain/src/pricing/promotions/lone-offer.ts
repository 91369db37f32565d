import type { Shape } from './bundle-digits.ts';
import type { Role, SearchOffer, UnitClass } from './bundle-problem.ts';
import { NONE } from './bundle-states.ts';
import { LoneStates, type OwnUnit } from './lone-states.ts';

/** The units of a basket as a search goes through them. */
export interface UnitOrder {
  classes: readonly UnitClass[];
  /** By unit. */
  classAt: Int32Array;
  /** By unit: whether a whole pack begins with it. */
  beginsPack: Uint8Array;
}

/**
 * What one offer can save at the most by itself where each unit has its price: from each of its units on, and from wherever the offer
 * stands. It never promises less than it can keep, and no more where all its states are told apart.
 */
export class LoneOffer {
  /** By unit of the basket, and behind the last: how many of the offer's own come before it. */
  readonly before: Int32Array;
  readonly states: LoneStates;
  /** By own unit, then by state: the most that follows. Below everything where the offer could not be ended. */
  readonly most: Float64Array;
  private readonly units: OwnUnit[] = [];

  /**
   * @param countsUses whether its limit is counted, or has a price
   * @param cells about how many there may be: units by states
   * @param rightPrice what it is worth to be allowed to follow with a unit of that rank
   */
  constructor(
    private readonly offer: SearchOffer,
    index: number,
    order: UnitOrder,
    countsUses: boolean,
    cells: number,
    private readonly rightPrice: (follower: number, rank: number) => number,
  ) {
    this.before = this.findUnits(index, order);
    this.states = new LoneStates(offer, this.units, countsUses, cells / (this.units.length + 1));
    this.most = new Float64Array((this.units.length + 1) * this.states.count);
  }

  /** About how many ways `fill` looks at. */
  get ways(): number {
    return this.units.reduce((sum, { roles }) => sum + roles.length, 0) * this.states.count;
  }

  /** The most it saves in all. */
  get sum(): number {
    return this.most[this.states.start] as number;
  }

  /**
   * Finds the most for each state, from the last unit to the first.
   * @param prices by class
   * @param use what it costs to use a limit that it shares
   */
  fill(prices: Float64Array, use: number): void {
    const { units, before, most } = this;
    const { count: states, next, isLast, owes, mayEnd } = this.states;
    const isCut = this.states.cut.length > 0;
    const once = this.offer.costs + use;
    const end = units.length * states;
    for (let state = 0; state < states; state++) most[end + state] = mayEnd[state] === 1 ? 0 : Number.NEGATIVE_INFINITY;
    for (let at = units.length - 1; at >= 0; at--) {
      const { unit, unitClass, priceRank, roles, isCheaper } = units[at] as OwnUnit;
      const here = at * states;
      most.copyWithin(here, here + states, here + 2 * states);
      for (const { part, saves, size } of roles) {
        const gain = saves - size * (prices[unitClass] as number);
        const [there, ways] = [(before[unit + size] as number) * states, part * states];
        for (let state = 0; state < states; state++) {
          const way = next[ways + state] as number;
          if (way === NONE) continue;
          const after = isCut ? this.mostOf(part, state, way, priceRank, there) : (most[there + way] as number);
          const value = gain - (part === 0 && isLast[state] === 1 ? once : 0) + after;
          if (value > (most[here + state] as number)) most[here + state] = value;
        }
      }
      if (!isCheaper) continue;
      for (let state = 0; state < states; state++) if (owes[state] === 1) most[here + state] = Number.NEGATIVE_INFINITY;
    }
  }

  /** What is held of rights above what is told apart, at the price of a rank. */
  worthAbove(shape: Shape, search: Float64Array, rank: number): number {
    let worth = 0;
    for (const { follower } of this.states.cut) {
      worth += this.states.aboveIn(shape, search, follower) * this.rightPrice(follower, rank);
    }
    return worth;
  }

  /** The most after a way on. What is held above what is told apart is sold when it comes, and bought when it is needed. */
  mostOf(part: number, state: number, way: number, rank: number, there: number): number {
    let most = this.most[there + way] as number;
    for (const { follower, isTop, above } of this.states.cut) {
      if (part === 0) most += (above[state] as number) * this.rightPrice(follower, rank);
      else if (part === follower + 1 && isTop[state] === 1)
        most = Math.max(most, (this.most[there + state] as number) - this.rightPrice(follower, rank));
    }
    return most;
  }

  /**
   * Goes the way that saves most, as `fill` found it.
   * @param used by class: how many units it takes is added
   * @returns how often the offer is used
   */
  count(prices: Float64Array, use: number, used: Float64Array): number {
    const { units, most } = this;
    const { count: states, start, next, isLast } = this.states;
    const once = this.offer.costs + use;
    let times = 0;
    let state = start;
    for (let at = 0; at < units.length; ) {
      const own = units[at] as OwnUnit;
      const price = prices[own.unitClass] as number;
      const now = most[at * states + state] as number;
      const taken =
        now === most[(at + 1) * states + state]
          ? undefined
          : own.roles.find((role) => this.gives(role, own, state, price, once) === now);
      if (!taken) {
        at++;
        continue;
      }
      used[own.unitClass] = (used[own.unitClass] as number) + taken.size;
      if (taken.part === 0 && isLast[state] === 1) times++;
      state = next[taken.part * states + state] as number;
      at = this.before[own.unit + taken.size] as number;
    }
    return times;
  }

  private gives({ part, saves, size }: Role, own: OwnUnit, state: number, price: number, once: number) {
    const { count, next, isLast } = this.states;
    const way = next[part * count + state] as number;
    if (way === NONE) return undefined;
    const gain = saves - size * price;
    const there = (this.before[own.unit + size] as number) * count;
    return gain - (part === 0 && isLast[state] === 1 ? once : 0) + this.mostOf(part, state, way, own.priceRank, there);
  }

  /** Finds the offer's own units. @returns how many come before each unit of the basket */
  private findUnits(index: number, { classes, classAt, beginsPack }: UnitOrder): Int32Array {
    const before = new Int32Array(classAt.length + 1);
    const ofClass = classes.map(({ roles }) => roles.filter(({ offer }) => offer === index));
    let last: number | undefined;
    for (let unit = 0; unit < classAt.length; unit++) {
      before[unit] = this.units.length;
      const unitClass = classAt[unit] as number;
      const all = ofClass[unitClass] as Role[];
      const own = beginsPack[unit] === 1 ? all : all.filter(({ size }) => size === 1);
      if (own.length === 0) continue;
      const { priceRank } = classes[unitClass] as UnitClass;
      const isCheaper = this.offer.ordered && last !== undefined && priceRank !== last;
      this.units.push({ unit, unitClass, priceRank, roles: own, isCheaper });
      last = priceRank;
    }
    before[classAt.length] = this.units.length;
    return before;
  }
}
