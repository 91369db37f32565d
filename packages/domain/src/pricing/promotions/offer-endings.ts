import { digitIn, type Part, type Shape } from './bundle-digits.ts';
import type { Follower, SearchOffer } from './bundle-problem.ts';
import type { UnitOrder } from './lone-offer.ts';

/** An offer with what the search knows of it. Lists of numbers are by unit: what comes after that one. */
export interface OfferState extends Shape {
  /** Its index. */
  at: number;
  offer: SearchOffer;
  mustEnd: boolean;
  /** Whether something may follow before what opens it was seen. */
  isOwing: boolean;
  openersLeft: Int32Array;
  followersLeft: Int32Array[];
  /** The pool of what opens it, and those of what follows. */
  openersPool: number;
  followersPools: number[];
}

/** Units that parts of several offers may want, with how many of them come after each unit. */
interface Pool {
  part: readonly Part[];
  left: Int32Array;
}

/** More pairs of pools than these take longer to look at than they save. */
const MOST_PAIRS = 36;

/** Whether what is open in a state can still be ended by the units to come. */
export class Endings {
  /** By offer. */
  readonly states: readonly OfferState[];
  private readonly pools: Pool[] = [];
  /** What two pools that share units have together. */
  private readonly pairs: readonly { one: number; other: number; left: Int32Array }[];
  /** By pool. */
  private readonly needs: Float64Array;

  constructor(
    offers: readonly SearchOffer[],
    private readonly order: UnitOrder,
    parts: readonly Part[][][],
    shapes: readonly Shape[],
  ) {
    this.states = offers.map((offer, at) => this.stateOf(at, offer, parts[at] as Part[][], shapes[at] as Shape));
    this.pairs = this.pairsOfPools();
    this.needs = new Float64Array(this.pools.length);
  }

  /**
   * @param concerned the offers that are looked at
   * @param together whether what they need has to be there for all of them: kits want the same units, and each of them alone could be ended
   */
  canEnd(state: Float64Array, concerned: readonly OfferState[], unit: number, together: boolean): boolean {
    const { needs } = this;
    if (together) needs.fill(0);
    let needed = 0;
    for (const of of concerned) {
      const { offer, open, rights, uses } = of;
      const opened = open ? digitIn(open, state) : 0;
      let times = of.mustEnd && opened > 0 ? 1 : 0;
      for (let at = 0; at < rights.length; at++) {
        const digit = rights[at] as (typeof rights)[number];
        const left = digitIn(digit, state) - digit.owed;
        if (left < 0) times = Math.max(times, Math.ceil(-left / (offer.followers[at] as Follower).count));
      }
      if (uses && times > uses.size - 1 - digitIn(uses, state)) return false;
      const openers = times > 0 ? times * offer.opens - opened : 0;
      if (openers > (of.openersLeft[unit] as number)) return false;
      if (together) needs[of.openersPool] = (needs[of.openersPool] as number) + openers;
      needed += openers;
      for (let at = 0; at < rights.length; at++) {
        const { count, all } = offer.followers[at] as Follower;
        if (!all) continue;
        const digit = rights[at] as (typeof rights)[number];
        const follow = digitIn(digit, state) - digit.owed + times * count;
        if (follow > ((of.followersLeft[at] as Int32Array)[unit] as number)) return false;
        const pool = of.followersPools[at] as number;
        if (together) needs[pool] = (needs[pool] as number) + follow;
        needed += follow;
      }
    }
    return needed <= this.order.classAt.length - unit - 1 && !(together && this.isShort(unit));
  }

  /** Whether parts that want the same units need more of them than come: each pool by itself, and each two that share some (Hall's condition). */
  private isShort(unit: number): boolean {
    const { needs, pools, pairs } = this;
    for (let pool = 0; pool < pools.length; pool++) {
      if ((needs[pool] as number) > ((pools[pool] as Pool).left[unit] as number)) return true;
    }
    for (const { one, other, left } of pairs) {
      if ((needs[one] as number) + (needs[other] as number) > (left[unit] as number)) return true;
    }
    return false;
  }

  private stateOf(at: number, offer: SearchOffer, [openers = [], ...following]: Part[][], shape: Shape): OfferState {
    return {
      at,
      offer,
      ...shape,
      isOwing: shape.rights.some(({ owed }) => owed > 0),
      mustEnd: offer.followers.every(({ all }) => all),
      openersLeft: this.leftAfter(openers, offer.ordered),
      followersLeft: following.map((part) => this.leftAfter(part, false)),
      openersPool: this.poolOf(openers),
      followersPools: following.map((part) => this.poolOf(part)),
    };
  }

  /** Parts that the same units can take have one. */
  private poolOf(part: readonly Part[]): number {
    const name = nameOf(part);
    const known = this.pools.findIndex((pool) => nameOf(pool.part) === name);
    return known >= 0 ? known : this.pools.push({ part, left: this.leftAfter(part, false) }) - 1;
  }

  private pairsOfPools(): { one: number; other: number; left: Int32Array }[] {
    const pairs: { one: number; other: number; left: Int32Array }[] = [];
    for (const [one, { part }] of this.pools.entries()) {
      const classes = new Set(part.map(({ at }) => at));
      for (const [after, { part: another }] of this.pools.slice(one + 1).entries()) {
        const others = another.filter(({ at }) => !classes.has(at));
        const both = [...part, ...others];
        // Packs and bottles are not counted together; of what shares nothing each was looked at.
        if (others.length === another.length || [...part, ...another].some(({ role }) => role.size > 1)) continue;
        pairs.push({ one, other: one + 1 + after, left: this.leftAfter(both, false) });
        if (pairs.length > MOST_PAIRS) return [];
      }
    }
    return pairs;
  }

  /** How many units, or packs, after each one can take a part. @param atItsPrice only those that cost the same */
  private leftAfter(part: readonly Part[], atItsPrice: boolean): Int32Array {
    const { classes, classAt, beginsPack } = this.order;
    const sizeIn = new Int32Array(classes.length);
    for (const { at, role } of part) sizeIn[at] = role.size;
    const left = new Int32Array(classAt.length);
    let count = 0;
    for (let unit = left.length - 1, rank = -1; unit >= 0; unit--) {
      const at = classAt[unit] as number;
      const { priceRank } = classes[at] as (typeof classes)[number];
      if (atItsPrice && rank !== priceRank) count = 0;
      rank = priceRank;
      left[unit] = count;
      const size = sizeIn[at] as number;
      if (size === 1 || (size > 1 && beginsPack[unit] === 1)) count++;
    }
    return left;
  }
}

function nameOf(part: readonly Part[]): string {
  return part.map(({ at, role }) => `${at}.${role.size}`).join();
}
