import { type Digit, digitIn, type Shape } from './bundle-digits.ts';
import type { Role, SearchOffer, UnitClass } from './bundle-problem.ts';
import { NONE } from './bundle-states.ts';

/** So many states are told apart at the most, fewer where there are many units. What is not told apart may be as the offer likes best. */
const MOST_STATES = 400;
const MOST_CELLS = 60_000;

/** The units of a basket as a search goes through them. */
export interface UnitOrder {
  classes: readonly UnitClass[];
  /** By unit. */
  classAt: Int32Array;
  /** By unit: whether a whole pack begins with it. */
  beginsPack: Uint8Array;
}

/** A unit that can take part in the offer. */
interface OwnUnit {
  unitClass: number;
  roles: OwnRole[];
  /** It costs less than the one before it: what was owed among those has to be paid. */
  isCheaper: boolean;
}

interface OwnRole extends Pick<Role, 'part' | 'saves' | 'size'> {
  /** The first of the offer's own units that it leaves. */
  to: number;
}

/**
 * What one offer can save at the most by itself where each unit has its price: from each of its units on, and from wherever the offer
 * stands. Exact but for offers with more states than are told apart, which may promise more than they keep.
 */
export class LoneOffer {
  /** By unit of the basket, and behind the last: how many of the offer's own come before it. */
  readonly before: Int32Array;
  /** How many states there are. */
  readonly states: number;
  /** By own unit, then by state: the most that follows. Below everything where the offer could not be ended. */
  readonly most: Float64Array;
  /** By part, then by state: the state it leads to, or `NONE`. */
  readonly next: Int32Array;
  /** By state: whether one more unit opens the offer once more. */
  readonly isLast: Uint8Array;
  private readonly units: OwnUnit[] = [];
  private readonly rights: RightDigit[];
  private readonly uses: number;
  private readonly start: number;
  private readonly mayEnd: Uint8Array;
  private readonly owes: Uint8Array;

  constructor(
    private readonly offer: SearchOffer,
    index: number,
    order: UnitOrder,
    countsUses: boolean,
  ) {
    this.before = this.findUnits(index, order);
    const times = this.mostTimes();
    const isLimited = offer.limit !== null && times < Math.floor(this.mayTake(0) / offer.opens);
    this.uses = countsUses && isLimited ? times + 1 : 1;
    this.rights = this.rightsToTell(times);
    this.states = this.rights.reduce((all, { size }) => all * size, offer.opens * this.uses);
    this.start = this.stateOf(0, (right) => right.owed, 0);
    this.next = new Int32Array((this.rights.length + 1) * this.states).fill(NONE);
    this.isLast = new Uint8Array(this.states);
    this.mayEnd = new Uint8Array(this.states);
    this.owes = new Uint8Array(this.states);
    for (let state = 0; state < this.states; state++) this.findWays(state);
    this.most = new Float64Array((this.units.length + 1) * this.states);
  }

  /** The most it saves in all. */
  get sum(): number {
    return this.most[this.start] as number;
  }

  /** The state for where the offer stands in a state of a search. */
  stateIn({ open, rights, uses }: Shape, search: Float64Array): number {
    let state = open ? digitIn(open, search) : 0;
    let step = this.offer.opens;
    for (let at = 0; at < this.rights.length; at++) {
      const { owed, size } = this.rights[at] as RightDigit;
      const right = rights[at] as Digit;
      const digit = digitIn(right, search) - right.owed + owed;
      state += step * (digit < 0 ? 0 : digit < size ? digit : size - 1);
      step *= size;
    }
    return this.uses > 1 && uses ? state + step * digitIn(uses, search) : state;
  }

  /** @param rightAt by follower: how many may follow; below nothing what is owed */
  private stateWith(open: number, rightAt: (follower: number) => number, uses: number): number {
    return this.stateOf(open, ({ owed, size }, at) => Math.min(Math.max(rightAt(at) + owed, 0), size - 1), uses);
  }

  /**
   * Finds the most for each state, from the last unit to the first.
   * @param prices by class
   * @param use what it costs to use a limit that it shares
   */
  fill(prices: Float64Array, use: number): void {
    const { units, states, most, next, isLast, owes, mayEnd } = this;
    const once = this.offer.costs + use;
    const end = units.length * states;
    for (let state = 0; state < states; state++) most[end + state] = mayEnd[state] === 1 ? 0 : Number.NEGATIVE_INFINITY;
    for (let at = units.length - 1; at >= 0; at--) {
      const { unitClass, roles, isCheaper } = units[at] as OwnUnit;
      const here = at * states;
      most.copyWithin(here, here + states, here + 2 * states);
      for (const { part, saves, size, to } of roles) {
        const gain = saves - size * (prices[unitClass] as number);
        const [there, ways] = [to * states, part * states];
        for (let state = 0; state < states; state++) {
          const way = next[ways + state] as number;
          if (way === NONE) continue;
          const value = gain - (part === 0 && isLast[state] === 1 ? once : 0) + (most[there + way] as number);
          if (value > (most[here + state] as number)) most[here + state] = value;
        }
      }
      if (!isCheaper) continue;
      for (let state = 0; state < states; state++) if (owes[state] === 1) most[here + state] = Number.NEGATIVE_INFINITY;
    }
  }

  /**
   * Goes the way that saves most, as `fill` found it.
   * @param used by class: how many units it takes is added
   * @returns how often the offer is used
   */
  count(prices: Float64Array, use: number, used: Float64Array): number {
    const { units, states, most, isLast } = this;
    const once = this.offer.costs + use;
    let times = 0;
    let state = this.start;
    for (let at = 0; at < units.length; ) {
      const { unitClass, roles } = units[at] as OwnUnit;
      const price = prices[unitClass] as number;
      const now = most[at * states + state] as number;
      const taken =
        now === most[(at + 1) * states + state]
          ? undefined
          : roles.find((role) => this.gives(role, state, price, once) === now);
      if (!taken) {
        at++;
        continue;
      }
      used[unitClass] = (used[unitClass] as number) + taken.size;
      if (taken.part === 0 && isLast[state] === 1) times++;
      state = this.next[taken.part * states + state] as number;
      at = taken.to;
    }
    return times;
  }

  private gives({ part, saves, size, to }: OwnRole, state: number, price: number, once: number): number | undefined {
    const way = this.next[part * this.states + state] as number;
    if (way === NONE) return undefined;
    const gain = saves - size * price;
    return gain - (part === 0 && this.isLast[state] === 1 ? once : 0) + (this.most[to * this.states + way] as number);
  }

  /** Finds the offer's own units. @returns how many come before each unit of the basket */
  private findUnits(index: number, { classes, classAt, beginsPack }: UnitOrder): Int32Array {
    const before = new Int32Array(classAt.length + 1);
    let last: number | undefined;
    for (let unit = 0; unit < classAt.length; unit++) {
      before[unit] = this.units.length;
      const unitClass = classAt[unit] as number;
      const { roles, priceRank } = classes[unitClass] as UnitClass;
      const own = roles.filter(({ offer, size }) => offer === index && (size === 1 || beginsPack[unit] === 1));
      if (own.length === 0) continue;
      this.units.push({
        unitClass,
        roles: own.map(({ part, saves, size }) => ({ part, saves, size, to: unit + size })),
        isCheaper: this.offer.ordered && last !== undefined && priceRank !== last,
      });
      last = priceRank;
    }
    before[classAt.length] = this.units.length;
    for (const { roles } of this.units) for (const role of roles) role.to = before[role.to] as number;
    return before;
  }

  /** How often it can be used at the most. */
  private mostTimes(): number {
    const { opens, limit } = this.offer;
    const times = Math.floor(this.mayTake(0) / opens);
    return limit ? Math.min(times, limit.most) : times;
  }

  private mayTake(part: number): number {
    return this.units.filter(({ roles }) => roles.some((role) => role.part === part)).length;
  }

  /** Tells as much apart as there is room for. */
  private rightsToTell(times: number): RightDigit[] {
    const { followers, opens } = this.offer;
    const mayFollow = followers.map((_, at) => this.mayTake(at + 1));
    const room = Math.min(MOST_STATES, MOST_CELLS / (this.units.length + 1));
    for (let told = Math.max(0, ...mayFollow); ; told = Math.floor(told / 2)) {
      const rights = followers.map(({ count }, at): RightDigit => {
        const mayHold = Math.min(mayFollow[at] as number, count * times);
        const mayOwe = Math.min(this.offer.ordered ? this.mostAtOnePrice() : (mayFollow[at] as number), count * times);
        const held = told === 0 ? 0 : Math.min(mayHold, Math.max(told, count));
        const owed = Math.min(mayOwe, told);
        return { owed, size: held + owed + 1, isHeldCut: held < mayHold, isOwedCut: owed < mayOwe };
      });
      if (told === 0 || rights.reduce((all, { size }) => all * size, opens * this.uses) <= room) return rights;
    }
  }

  private mostAtOnePrice(): number {
    let [most, now] = [0, 0];
    for (const { roles, isCheaper } of this.units) {
      if (isCheaper) now = 0;
      if (roles.some(({ part }) => part > 0)) now++;
      most = Math.max(most, now);
    }
    return most;
  }

  private findWays(state: number): void {
    const { opens, followers } = this.offer;
    const open = state % opens;
    let rest = Math.floor(state / opens);
    const digits = this.rights.map(({ size }) => {
      const digit = rest % size;
      rest = Math.floor(rest / size);
      return digit;
    });
    const uses = rest;
    const mayBeMore = (at: number) => {
      const { isHeldCut, size } = this.rights[at] as RightDigit;
      return isHeldCut && digits[at] === size - 1;
    };
    const rightAt = (at: number) => (digits[at] as number) - (this.rights[at] as RightDigit).owed;

    this.owes[state] = digits.some((_, at) => rightAt(at) < 0) ? 1 : 0;
    this.isLast[state] = open + 1 === opens ? 1 : 0;
    const isLeftOpen = open > 0 && followers.every(({ all }) => all);
    const isSettled = (at: number) => rightAt(at) === 0 || (rightAt(at) > 0 && (!followers[at]?.all || mayBeMore(at)));
    this.mayEnd[state] = !isLeftOpen && digits.every((_, at) => isSettled(at)) ? 1 : 0;

    const isUsedUp = this.uses > 1 && uses + 1 >= this.uses;
    if (open + 1 < opens) {
      if (open > 0 || !isUsedUp) this.next[state] = state + 1;
    } else if (!isUsedUp && followers.every(({ all, count }, at) => !all || this.hasRoomFor(rightAt(at) + count, at))) {
      this.next[state] = this.stateWith(0, (at) => rightAt(at) + (followers[at]?.count ?? 0), uses + 1);
    }
    this.rights.forEach(({ isOwedCut }, at) => {
      const way = (at + 1) * this.states + state;
      if (mayBeMore(at) || (isOwedCut && digits[at] === 0)) this.next[way] = state;
      else if (digits[at] !== 0)
        this.next[way] = this.stateWith(open, (other) => rightAt(other) - (other === at ? 1 : 0), uses);
    });
  }

  /** Whether there are so many that could follow. */
  private hasRoomFor(right: number, follower: number): boolean {
    const { owed, size, isHeldCut } = this.rights[follower] as RightDigit;
    return isHeldCut || right + owed < size;
  }

  private stateOf(open: number, digitAt: (right: RightDigit, follower: number) => number, uses: number): number {
    let [state, step] = [open, this.offer.opens];
    this.rights.forEach((right, at) => {
      state += step * digitAt(right, at);
      step *= right.size;
    });
    return this.uses > 1 ? state + step * uses : state;
  }
}

/** How what may follow stands in a state. */
interface RightDigit {
  /** Taken off what is stored. */
  owed: number;
  size: number;
  /** More could be held, or owed, than is told apart. */
  isHeldCut: boolean;
  isOwedCut: boolean;
}
