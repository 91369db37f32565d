import { type Digit, digitIn, type Shape } from './bundle-digits.ts';
import type { Role, SearchOffer } from './bundle-problem.ts';
import { NONE } from './bundle-states.ts';

/** So many states are told apart at the most. */
const MOST_STATES = 10_000;
/** Where there are too many, so much less of what may follow is told apart, until there are few enough. */
const LESS_TOLD = 0.85;

/** A unit that can take part in the offer. */
export interface OwnUnit {
  /** Its place in the basket. */
  unit: number;
  unitClass: number;
  priceRank: number;
  roles: readonly Role[];
  /** It costs less than the one before it: what was owed among those has to be paid. */
  isCheaper: boolean;
}

/** A follower of which more may be held than is told apart. By state: */
export interface CutRight {
  follower: number;
  /** 1 where as much is held as is told apart, or more. */
  isTop: Uint8Array;
  /** How much more than that there is when the offer is opened once more. */
  above: Int32Array;
}

/**
 * Where one offer can stand: how many units of it are open, what may follow or is owed, and how often it was used. Where that is too much to
 * tell apart, what is held above has a price (it is sold when it comes, and bought when it is needed), and anything may be owed.
 */
export class LoneStates {
  readonly count: number;
  /** The state before anything was done. */
  readonly start: number;
  /** By part, then by state: the state it leads to, or `NONE`. */
  readonly next: Int32Array;
  /** By state: whether one more unit opens the offer once more. */
  readonly isLast: Uint8Array;
  /** By state: whether nothing has to be done any more. */
  readonly mayEnd: Uint8Array;
  /** By state: whether something followed that was not opened yet. */
  readonly owes: Uint8Array;
  readonly cut: readonly CutRight[];
  private readonly rights: readonly RightDigit[];
  private readonly uses: number;

  /**
   * @param units the offer's own
   * @param countsUses whether its limit is part of the state
   * @param room how many states there may be
   */
  constructor(
    private readonly offer: SearchOffer,
    private readonly units: readonly OwnUnit[],
    countsUses: boolean,
    room: number,
  ) {
    const mayUse = Math.floor(this.mayTake(0) / offer.opens);
    const times = Math.min(mayUse, offer.limit?.most ?? mayUse);
    this.uses = countsUses && times < mayUse ? times + 1 : 1;
    this.rights = this.rightsToTell(times, Math.min(MOST_STATES, room));
    this.count = this.rights.reduce((all, { size }) => all * size, offer.opens * this.uses);
    this.start = this.stateOf(0, ({ owed }) => owed, 0);
    this.next = new Int32Array((this.rights.length + 1) * this.count).fill(NONE);
    this.isLast = new Uint8Array(this.count);
    this.mayEnd = new Uint8Array(this.count);
    this.owes = new Uint8Array(this.count);
    this.cut = [...this.rights.keys()]
      .filter((follower) => this.rights[follower]?.isHeldCut)
      .map((follower) => ({ follower, isTop: new Uint8Array(this.count), above: new Int32Array(this.count) }));
    for (let state = 0; state < this.count; state++) this.findWays(state);
  }

  /** The state in which the offer stands where a search does. */
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

  get areAllTold(): boolean {
    return this.rights.every(({ isHeldCut, isOwedCut }) => !isHeldCut && !isOwedCut);
  }

  /** @returns how much more of a right a search holds than is told apart */
  aboveIn({ rights }: Shape, search: Float64Array, follower: number): number {
    const { owed, size } = this.rights[follower] as RightDigit;
    const right = rights[follower] as Digit;
    return Math.max(0, digitIn(right, search) - right.owed + owed - (size - 1));
  }

  private mayTake(part: number): number {
    return this.units.filter(({ roles }) => roles.some((role) => role.part === part)).length;
  }

  private rightsToTell(times: number, room: number): RightDigit[] {
    const { followers, opens, ordered } = this.offer;
    const mayFollow = followers.map((_, at) => this.mayTake(at + 1));
    const atOnePrice = ordered ? this.mostAtOnePrice() : Number.MAX_SAFE_INTEGER;
    for (let told = Math.max(0, ...mayFollow); ; told = Math.floor(told * LESS_TOLD)) {
      const rights = followers.map(({ count }, at): RightDigit => {
        const mayHold = Math.min(mayFollow[at] as number, count * times);
        const mayOwe = Math.min(mayHold, atOnePrice);
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
    // Who was forgiven what it owed seems to have more left than it has.
    const mayBeLess = (at: number) => mayBeMore(at) || (this.rights[at] as RightDigit).isOwedCut;
    const isSettled = (at: number) => rightAt(at) === 0 || (rightAt(at) > 0 && (!followers[at]?.all || mayBeLess(at)));
    this.mayEnd[state] = !isLeftOpen && digits.every((_, at) => isSettled(at)) ? 1 : 0;

    const isUsedUp = this.uses > 1 && uses + 1 >= this.uses;
    if (open + 1 < opens) {
      if (open > 0 || !isUsedUp) this.next[state] = state + 1;
    } else if (!isUsedUp && followers.every(({ all, count }, at) => !all || this.hasRoomFor(rightAt(at) + count, at))) {
      this.next[state] = this.stateWith(0, (at) => rightAt(at) + (followers[at]?.count ?? 0), uses + 1);
    }
    for (const { follower, isTop, above } of this.cut) {
      const { owed, size } = this.rights[follower] as RightDigit;
      isTop[state] = mayBeMore(follower) ? 1 : 0;
      const opened = rightAt(follower) + (followers[follower]?.count ?? 0) + owed;
      if (this.isLast[state] === 1 && !isUsedUp) above[state] = Math.max(0, opened - (size - 1));
    }
    this.rights.forEach(({ isOwedCut }, at) => {
      const way = (at + 1) * this.count + state;
      if ((isOwedCut || mayBeMore(at)) && digits[at] === 0) this.next[way] = state;
      else if (digits[at] !== 0)
        this.next[way] = this.stateWith(open, (other) => rightAt(other) - (other === at ? 1 : 0), uses);
    });
  }

  /** @param rightAt by follower: how many may follow; below nothing what is owed */
  private stateWith(open: number, rightAt: (follower: number) => number, uses: number): number {
    return this.stateOf(open, ({ owed, size }, at) => Math.min(Math.max(rightAt(at) + owed, 0), size - 1), uses);
  }

  /** Whether there are so many that could follow. */
  private hasRoomFor(right: number, follower: number): boolean {
    const { owed, size, isHeldCut, isOwedCut } = this.rights[follower] as RightDigit;
    return isHeldCut || isOwedCut || right + owed < size;
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
