import type { Follower, Limit, Role, SearchOffer, UnitClass } from './bundle-problem.ts';

const FIRST_ROUNDS = 12;
const MORE_ROUNDS = 60;

/**
 * What it is worth to be allowed to follow in an offer and to stay within its limits (Lagrange multipliers), and from it the most that
 * each unit can save. Whatever these prices are, no choice saves more than they add up to; the lower that sum, the more a search can
 * leave out.
 *
 * In an offer whose followers cost no more than what opened it a right is worth less the cheaper the units are that may still use it.
 */
export class BundlePrices {
  /** By offer and follower, then by the rank of the units' price. */
  private rights: Float64Array[][];
  private limits: Map<Limit, number>;
  private readonly worth: Float64Array;
  private readonly best: (Role | undefined)[];
  private readonly ranks: number;

  constructor(
    private readonly offers: readonly SearchOffer[],
    private readonly classes: readonly UnitClass[],
  ) {
    this.ranks = 1 + Math.max(0, ...classes.map(({ priceRank }) => priceRank));
    this.worth = new Float64Array(classes.length);
    this.best = classes.map(() => undefined);
    this.rights = offers.map((offer, index) =>
      offer.followers.map((follower, at) => this.firstRights(offer, follower, index, at + 1)),
    );
    this.limits = new Map(offers.flatMap(({ limit }) => (limit ? [[limit, 0]] : [])));
    this.settle();
    if (this.rights.some((own) => own.length > 0) || this.limits.size > 0) this.descend(FIRST_ROUNDS, undefined);
  }

  /** The most a unit of a class can save. */
  of(unitClass: number): number {
    return this.worth[unitClass] as number;
  }

  /** What the limits are worth as long as nothing was done. */
  get ofLimits(): number {
    let sum = 0;
    for (const [{ most }, price] of this.limits) sum += most * price;
    return sum;
  }

  /** By how much the right to follow in an ordered offer changes from units of one price to those of another. */
  changeOfRight(offer: number, from: number, to: number): number {
    const rights = this.rights[offer]?.[0];
    return rights ? (rights[to] as number) - (rights[from] as number) : 0;
  }

  /** What a unit saves by a role, what that opens and uses up included. */
  gainOf({ offer: index, part, saves }: Role, rank: number): number {
    const rights = this.rights[index] as Float64Array[];
    if (part > 0) return saves - (rights[part - 1]?.[rank] as number);
    const { opens, costs, followers, limit } = this.offers[index] as SearchOffer;
    let given = -costs - (limit ? (this.limits.get(limit) ?? 0) : 0);
    for (let at = 0; at < followers.length; at++) {
      given += (followers[at] as Follower).count * (rights[at]?.[rank] as number);
    }
    return saves + given / opens;
  }

  /** Looks for prices that promise less. @param possible what is known to be possible: they can't promise less than that */
  improve(possible: number): void {
    this.descend(MORE_ROUNDS, possible);
  }

  /** Goes down along subgradients, each step as long as the way to what is possible would be (Polyak), and keeps the lowest prices. */
  private descend(rounds: number, possible: number | undefined): void {
    let lowest = { sum: this.sum, rights: this.copyOfRights(), limits: new Map(this.limits) };
    for (let round = 0; round < rounds; round++) {
      const sum = this.sum;
      const target = possible ?? sum * FIRST_AIM;
      const slopes = this.slopes();
      if (slopes.length === 0 || sum <= target) break;
      this.move(slopes, (sum - target) / slopes.length);
      this.settle();
      if (this.sum < lowest.sum) lowest = { sum: this.sum, rights: this.copyOfRights(), limits: new Map(this.limits) };
    }
    this.rights = lowest.rights;
    this.limits = lowest.limits;
    this.settle();
  }

  /** No choice saves more than this. */
  get sum(): number {
    return this.classes.reduce((sum, { units }, at) => sum + units * this.of(at), this.ofLimits);
  }

  private copyOfRights(): Float64Array[][] {
    return this.rights.map((own) => own.map((prices) => Float64Array.from(prices)));
  }

  private settle(): void {
    this.classes.forEach(({ roles, priceRank }, at) => {
      let [most, best]: [number, Role | undefined] = [0, undefined];
      for (const role of roles) {
        const each = this.gainOf(role, priceRank) / role.size;
        if (each > most) [most, best] = [each, role];
      }
      this.worth[at] = most;
      this.best[at] = best;
    });
  }

  /** How the sum grows with each price, where each unit takes its best part. */
  private slopes(): { rights: Float64Array[][]; limits: Map<Limit, number>; length: number } {
    const rights = this.rights.map((own) => own.map(() => new Float64Array(this.ranks)));
    const limits = new Map([...this.limits.keys()].map((limit) => [limit, limit.most]));
    this.classes.forEach(({ units, priceRank }, at) => {
      const role = this.best[at];
      if (!role) return;
      const items = units / role.size;
      const own = rights[role.offer] as Float64Array[];
      if (role.part > 0) {
        const of = own[role.part - 1] as Float64Array;
        of[priceRank] = (of[priceRank] as number) - items;
        return;
      }
      const { opens, followers, limit } = this.offers[role.offer] as SearchOffer;
      followers.forEach(({ count }, follower) => {
        const of = own[follower] as Float64Array;
        of[priceRank] = (of[priceRank] as number) + (items * count) / opens;
      });
      if (limit) limits.set(limit, (limits.get(limit) ?? 0) - items / opens);
    });
    let length = 0;
    this.offers.forEach(({ ordered }, index) => {
      for (const of of rights[index] as Float64Array[]) {
        if (!ordered) of.fill(of.reduce((sum, slope) => sum + slope, 0));
        length += ordered ? of.reduce((sum, slope) => sum + slope * slope, 0) : (of[0] ?? 0) ** 2;
      }
    });
    for (const slope of limits.values()) length += slope * slope;
    return { rights, limits, length };
  }

  private move({ rights, limits }: { rights: Float64Array[][]; limits: Map<Limit, number> }, by: number): void {
    this.offers.forEach(({ ordered }, index) => {
      this.rights[index]?.forEach((prices, follower) => {
        const slopes = rights[index]?.[follower] as Float64Array;
        for (let rank = 0; rank < prices.length; rank++) {
          prices[rank] = Math.max(0, (prices[rank] as number) - by * (slopes[rank] as number));
        }
        if (ordered) neverRising(prices);
      });
    });
    for (const [limit, slope] of limits) {
      this.limits.set(limit, Math.max(0, (this.limits.get(limit) ?? 0) - by * slope));
    }
  }

  /** As if each unit were as good where it opens as where it follows. */
  private firstRights({ opens, ordered }: SearchOffer, { count }: Follower, offer: number, part: number): Float64Array {
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

const FIRST_AIM = 0.85;

/** Makes of a list the nearest one that never rises: what would rise is evened out. */
function neverRising(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length);
  const counts = new Int32Array(values.length);
  let blocks = 0;
  for (const value of values) {
    let [sum, count] = [value, 1];
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
