import type { Limit, Role, SearchOffer, UnitClass } from './bundle-problem.ts';
import { NONE } from './bundle-states.ts';

const FIRST_ROUNDS = 12;
const MORE_ROUNDS = 60;
const FIRST_AIM = 0.85;

/**
 * What it is worth to be allowed to follow in an offer and to stay within its limits (Lagrange multipliers), and from it the most that
 * each unit can save. Whatever these prices are, no choice saves more than they add up to; the lower that sum, the more a search can
 * leave out.
 *
 * In an offer whose followers cost no more than what opened it a right is worth less the cheaper the units are that may still use it.
 *
 * All of it is asked for some hundred times with every role of every class, and so stands in flat lists: followers are numbered through
 * all offers, and of each follower there is a right for every rank of the units' price.
 */
export class BundlePrices {
  private readonly roles: FlatRoles;
  private readonly ranks: number;
  /** By follower, then by the rank of the units' price. */
  private rights: Float64Array;
  private limits: Float64Array;
  private readonly most: readonly number[];
  /** By class: the most a unit of it saves, and the role that does. */
  private readonly worth: Float64Array;
  private readonly best: Int32Array;
  /** How the sum grows with each price, where each unit takes its best part. */
  private readonly slopes: { rights: Float64Array; limits: Float64Array };

  constructor(
    private readonly offers: readonly SearchOffer[],
    private readonly classes: readonly UnitClass[],
  ) {
    this.ranks = classes.reduce((most, { priceRank }) => Math.max(most, priceRank + 1), 1);
    const limits = [...new Set(offers.flatMap(({ limit }) => limit ?? []))];
    this.most = limits.map(({ most }) => most);
    this.roles = new FlatRoles(offers, classes, limits);
    this.worth = new Float64Array(classes.length);
    this.best = new Int32Array(classes.length);
    this.rights = this.firstRights();
    this.limits = new Float64Array(limits.length);
    this.slopes = { rights: new Float64Array(this.rights.length), limits: new Float64Array(limits.length) };
    this.settle();
    if (this.rights.length > 0 || limits.length > 0) this.descend(FIRST_ROUNDS, undefined);
  }

  /** The most a unit of a class can save. */
  of(unitClass: number): number {
    return this.worth[unitClass] as number;
  }

  /** What the limits are worth as long as nothing was done. */
  get ofLimits(): number {
    return this.most.reduce((sum, most, limit) => sum + most * (this.limits[limit] as number), 0);
  }

  /** What it is worth to be allowed to follow with a unit of that price. */
  rightOf(offer: number, follower: number, rank: number): number {
    return this.rightTo((this.roles.firstFollower[offer] as number) + follower, rank);
  }

  /** By how much the right to follow in an ordered offer changes from units of one price to those of another. */
  changeOfRight(offer: number, from: number, to: number): number {
    const first = this.roles.firstFollower[offer] as number;
    if (first === this.roles.firstFollower[offer + 1]) return 0;
    return this.rightTo(first, to) - this.rightTo(first, from);
  }

  /** What a unit of a class saves by each of its roles, what that opens and uses up included. */
  gainsOf(unitClass: number): Float64Array {
    const { begins } = this.roles;
    const [from, to] = [begins[unitClass] as number, begins[unitClass + 1] as number];
    const rank = (this.classes[unitClass] as UnitClass).priceRank;
    return Float64Array.from({ length: to - from }, (_, at) => this.gainOf(from + at, rank));
  }

  /** Looks for prices that promise less. @param possible what is known to be possible: they can't promise less than that */
  improve(possible: number): void {
    this.descend(MORE_ROUNDS, possible);
  }

  /** No choice saves more than this. */
  get sum(): number {
    let sum = this.ofLimits;
    for (let at = 0; at < this.worth.length; at++)
      sum += (this.classes[at] as UnitClass).units * (this.worth[at] as number);
    return sum;
  }

  private rightTo(follower: number, rank: number): number {
    return this.rights[follower * this.ranks + rank] as number;
  }

  private gainOf(role: number, rank: number): number {
    const { offer: offers, follower: followers, saves } = this.roles;
    const follower = followers[role] as number;
    if (follower !== NONE) return (saves[role] as number) - this.rightTo(follower, rank);
    const { limit, opens, costs, firstFollower, count } = this.roles;
    const offer = offers[role] as number;
    const limited = limit[offer] as number;
    let given = -(costs[offer] as number) - (limited === NONE ? 0 : (this.limits[limited] as number));
    const last = firstFollower[offer + 1] as number;
    for (let at = firstFollower[offer] as number; at < last; at++)
      given += (count[at] as number) * this.rightTo(at, rank);
    return (saves[role] as number) + given / (opens[offer] as number);
  }

  /** Goes down along subgradients, each step as long as the way to what is possible would be (Polyak), and keeps the lowest prices. */
  private descend(rounds: number, possible: number | undefined): void {
    let sum = this.sum;
    let lowest = { sum, rights: this.rights.slice(), limits: this.limits.slice() };
    for (let round = 0; round < rounds; round++) {
      const target = possible ?? sum * FIRST_AIM;
      const length = this.findSlopes();
      if (length === 0 || sum <= target) break;
      this.move((sum - target) / length);
      this.settle();
      sum = this.sum;
      if (sum < lowest.sum) lowest = { sum, rights: this.rights.slice(), limits: this.limits.slice() };
    }
    this.rights = lowest.rights;
    this.limits = lowest.limits;
    this.settle();
  }

  private settle(): void {
    const { begins, size } = this.roles;
    for (let at = 0; at < this.worth.length; at++) {
      const rank = (this.classes[at] as UnitClass).priceRank;
      let most = 0;
      let best = NONE;
      const last = begins[at + 1] as number;
      for (let role = begins[at] as number; role < last; role++) {
        const each = this.gainOf(role, rank) / (size[role] as number);
        if (each <= most) continue;
        most = each;
        best = role;
      }
      this.worth[at] = most;
      this.best[at] = best;
    }
  }

  /** @returns the square of how long they are together */
  private findSlopes(): number {
    const { ranks, most } = this;
    const { rights, limits } = this.slopes;
    const { offer: offers, follower: followers, size, opens, limit, firstFollower, count } = this.roles;
    rights.fill(0);
    limits.set(most);
    for (let at = 0; at < this.best.length; at++) {
      const role = this.best[at] as number;
      if (role === NONE) continue;
      const { units, priceRank } = this.classes[at] as UnitClass;
      const items = units / (size[role] as number);
      const follower = followers[role] as number;
      if (follower !== NONE) {
        add(rights, follower * ranks + priceRank, -items);
        continue;
      }
      const offer = offers[role] as number;
      const times = items / (opens[offer] as number);
      const last = firstFollower[offer + 1] as number;
      for (let next = firstFollower[offer] as number; next < last; next++)
        add(rights, next * ranks + priceRank, times * (count[next] as number));
      if (limit[offer] !== NONE) add(limits, limit[offer] as number, -times);
    }
    return this.alignSlopes() + squares(limits);
  }

  /** A right that is worth the same at any price has one slope. @returns the square of how long those of rights are */
  private alignSlopes(): number {
    const { rights } = this.slopes;
    let length = 0;
    for (let follower = 0; follower < this.roles.count.length; follower++) {
      const own = rights.subarray(follower * this.ranks, (follower + 1) * this.ranks);
      if (this.roles.isOrdered[follower] === 1) length += squares(own);
      else {
        const sum = own.reduce((all, slope) => all + slope, 0);
        own.fill(sum);
        length += sum ** 2;
      }
    }
    return length;
  }

  private move(by: number): void {
    const { rights, limits } = this.slopes;
    moveAgainst(this.rights, rights, by);
    moveAgainst(this.limits, limits, by);
    for (let follower = 0; follower < this.roles.count.length; follower++) {
      if (this.roles.isOrdered[follower] !== 1) continue;
      neverRising(this.rights.subarray(follower * this.ranks, (follower + 1) * this.ranks));
    }
  }

  private firstRights(): Float64Array {
    return Float64Array.from(
      this.offers.flatMap((offer, index) =>
        offer.followers.flatMap(({ count }, at) => [...this.firstRightsOf(offer, count, index, at + 1)]),
      ),
    );
  }

  /** As if each unit were as good where it opens as where it follows. */
  private firstRightsOf({ opens, ordered }: SearchOffer, count: number, offer: number, part: number): Float64Array {
    const known = new Float64Array(this.ranks).fill(-1);
    let [sum, units] = [0, 0];
    for (const { roles, priceRank, units: all } of this.classes) {
      for (const role of roles) {
        if (role.offer !== offer || role.part !== part) continue;
        known[priceRank] = Math.max(known[priceRank] as number, role.saves);
        sum += role.saves * all;
        units += all;
      }
    }
    const half = opens / (opens + count);
    const prices = new Float64Array(this.ranks).fill(units > 0 ? (half * sum) / units : 0);
    if (!ordered) return prices;
    let last = 0;
    for (let rank = this.ranks - 1; rank >= 0; rank--) {
      if ((known[rank] as number) >= 0) last = half * (known[rank] as number);
      prices[rank] = last;
    }
    return neverRising(prices);
  }
}

/** The roles of all classes, one class after the other, with what their offers say of them. */
class FlatRoles {
  /** By class: its first role; the next one's is where it ends. */
  readonly begins: Int32Array;
  readonly offer: Int32Array;
  /** `NONE` for what opens the offer. */
  readonly follower: Int32Array;
  readonly saves: Float64Array;
  readonly size: Int32Array;

  /** By offer; the first follower of the next is where its own end. */
  readonly firstFollower: Int32Array;
  readonly opens: readonly number[];
  readonly costs: readonly number[];
  /** `NONE` where there is none. */
  readonly limit: readonly number[];

  /** By follower. */
  readonly count: readonly number[];
  readonly isOrdered: readonly number[];

  constructor(offers: readonly SearchOffer[], classes: readonly UnitClass[], limits: readonly Limit[]) {
    this.opens = offers.map(({ opens }) => opens);
    this.costs = offers.map(({ costs }) => costs);
    this.limit = offers.map(({ limit }) => (limit ? limits.indexOf(limit) : NONE));
    this.count = offers.flatMap(({ followers }) => followers.map(({ count }) => count));
    this.isOrdered = offers.flatMap(({ followers, ordered }) => followers.map(() => (ordered ? 1 : 0)));
    this.firstFollower = endsOf(offers.map(({ followers }) => followers.length));
    this.begins = endsOf(classes.map(({ roles }) => roles.length));
    const roles = classes.flatMap((unitClass) => unitClass.roles);
    this.offer = Int32Array.from(roles, ({ offer }) => offer);
    this.saves = Float64Array.from(roles, ({ saves }) => saves);
    this.size = Int32Array.from(roles, ({ size }) => size);
    this.follower = Int32Array.from(roles, (role) => this.followerOf(role));
  }

  private followerOf({ offer, part }: Role): number {
    return part === 0 ? NONE : (this.firstFollower[offer] as number) + part - 1;
  }
}

/** Where each begins that is so long, and where the last one ends. */
function endsOf(lengths: readonly number[]): Int32Array {
  const ends = new Int32Array(lengths.length + 1);
  lengths.forEach((length, index) => {
    ends[index + 1] = (ends[index] as number) + length;
  });
  return ends;
}

function add(values: Float64Array, at: number, amount: number): void {
  values[at] = (values[at] as number) + amount;
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** Prices are never below nothing. */
export function moveAgainst(prices: Float64Array, slopes: Float64Array, by: number): void {
  for (let at = 0; at < prices.length; at++) {
    prices[at] = Math.max(0, (prices[at] as number) - by * (slopes[at] as number));
  }
}

/** Makes of a list the nearest one that never rises: what would rise is evened out. */
function neverRising(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length);
  const counts = new Int32Array(values.length);
  let blocks = 0;
  for (const value of values) {
    let sum = value;
    let count = 1;
    while (blocks > 0 && (sums[blocks - 1] as number) * count < sum * (counts[blocks - 1] as number)) {
      blocks--;
      sum += sums[blocks] as number;
      count += counts[blocks] as number;
    }
    sums[blocks] = sum;
    counts[blocks++] = count;
  }
  for (let block = 0, at = 0; block < blocks; block++) {
    const count = counts[block] as number;
    values.fill((sums[block] as number) / count, at, at + count);
    at += count;
  }
  return values;
}
