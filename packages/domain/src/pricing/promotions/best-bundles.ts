import { greatestCommonDivisor } from '../../money/fraction.ts';
import type { Position } from '../positions.ts';
import { competing, withoutOutdone } from './bundle-groups.ts';
import type { BundleOffer, PositionRole } from './bundle-offers.ts';
import { BundlePrices } from './bundle-prices.ts';
import type { Limit, SearchOffer, UnitClass } from './bundle-problem.ts';
import { searchBundles } from './bundle-search.ts';
import { NONE } from './bundle-states.ts';
import { type BundleChoice, type BundleGroup, decideOnce } from './decided-bundles.ts';
import { bundlesOf, partsIn, type TakenBundle, type UnitRole } from './taken-bundles.ts';
import type { UnitPrices } from './unit-offers.ts';

/** More units than this of one group are not looked at one by one. */
const MOST_UNITS = 2500;
/** How many steps a search may take at first, and how many when that proves nothing: 100,000 take some 6 ms. As a rule far fewer prove it. */
const STEPS = [200_000, 3_000_000] as const;
const STEPS_IN_TURN = 8_000;
/** So many groups that may be hard to decide take all the steps they want. More of them share what that comes to: one basket is waited for. */
const HARD_AT_ONCE = 2;
const HARD_UNITS = 12;
/** So many offers are told apart at the most; where they take too many states, so many at a time. */
const MOST_TOGETHER = 400;
const TOGETHER_IN_TURN = 48;
/** Units of a group, past which a proof is unlikely: there a short search comes first, and a longer one only where that leaves much open. */
const LARGE = 250;
const STEPS_IF_LARGE = [6_000, 400_000] as const;
const MOST_ROUNDS = 2;
/** Of so few offers all pairs and triples are decided anew, each by so many steps; of more, each offer with those that share most with it. */
const FEW = 7;
const STEPS_OF_FEW = 30_000;
const RIVALS = 2;
/** Of so many identical units each is looked at, whatever else is in the group, and of more where limits allow for them. */
const LEAST_EACH = 12;
const MOST_LIMITED = 400;

/**
 * Chooses which units take which bundle offers. Offers that want the same units are decided together, each such group for itself: what
 * is in another one changes nothing. See `searchBundles` for how, and `docs/pricing.md` for what is proven.
 * @param offers in the order of their promotions' ids
 * @param effort the part of the steps that a search takes otherwise
 */
export function bestBundles(
  offers: readonly BundleOffer[],
  positions: readonly Position[],
  prices: UnitPrices,
  effort: number,
): BundleChoice {
  const choice: BundleChoice = { taken: [], saves: 0n, mostMissed: 0n };
  const groups = competing(withoutOutdone(offers));
  const hard = groups.filter((group) => isHard(group, positions)).length;
  const share = effort * Math.min(1, HARD_AT_ONCE / Math.max(hard, 1));
  for (const group of groups) {
    const { taken, saves, mostMissed } = decideOnce(
      { offers: group, positions, list: prices.list, effort: share },
      (one) => new Group(one).choose(),
    );
    for (const bundle of taken) choice.taken.push(bundle);
    choice.saves += saves;
    choice.mostMissed += mostMissed;
  }
  return choice;
}

function isHard(offers: readonly BundleOffer[], positions: readonly Position[]): boolean {
  if (offers.length === 1) return false;
  const concerned = new Set(offers.flatMap(({ roles }) => roles.map(({ position }) => position)));
  let units = 0;
  for (const position of concerned) units += positions[position]?.units ?? 0;
  return units > HARD_UNITS;
}

/** Positions whose units are all the same to the offers of a group. */
interface Alike {
  price: bigint;
  packUnits: number;
  /** Each with what it saves as the search counts. */
  roles: { offer: number; role: PositionRole; saves: number }[];
  positions: number[];
}

class Group {
  private readonly offers: readonly BundleOffer[];
  private readonly positions: readonly Position[];
  private readonly effort: number;
  private readonly scale: bigint;
  /** What a unit's part may be off by, where whole amounts would not be exact any more. */
  private readonly roughness: bigint;
  private readonly classes: Alike[];
  private readonly positionsOf: Set<number>[];

  constructor(private readonly group: BundleGroup) {
    const { offers, positions, list, effort } = group;
    this.effort = effort;
    this.offers = offers;
    this.positions = positions;
    const amounts = offers.flatMap(({ costs, roles }) => [costs, ...roles.map(({ saves }) => saves)]);
    const common = amounts.filter((amount) => amount > 0n).reduce(greatestCommonDivisor, 0n) || 1n;
    this.scale = common * this.tooLargeBy(amounts, common);
    this.roughness = this.scale === common ? 0n : this.scale;
    this.classes = this.alike(list);
    this.positionsOf = offers.map(({ roles }) => new Set(roles.map(({ position }) => position)));
  }

  choose(): BundleChoice {
    const { looked, bulk, saves, isCut } = this.withoutBulk();
    const found = this.search(looked);
    const taken = [...bulk, ...bundlesOf(this.offers, found.units)];
    const isBound = !isCut && found.most !== undefined;
    const missed = isBound ? (found.most ?? 0n) - found.saves : this.missedBy(saves + found.saves);
    const rough = this.roughness * BigInt(looked.reduce((sum, units) => sum + units, 0));
    return { taken, saves: saves + found.saves, mostMissed: missed + rough };
  }

  /** By how much to divide for what all units save together to stay a whole number that is exact. */
  private tooLargeBy(amounts: readonly bigint[], common: bigint): bigint {
    const units = this.positions.reduce((sum, position) => sum + position.units, 0);
    let most = 0n;
    for (const amount of amounts) if (amount > most) most = amount;
    return ((most / common) * BigInt(units)) / BigInt(Number.MAX_SAFE_INTEGER) + 1n;
  }

  private alike(list: readonly bigint[]): Alike[] {
    const rolesAt = new Map<number, Alike['roles']>();
    this.offers.forEach(({ roles }, offer) => {
      for (const role of roles) {
        const at = rolesAt.get(role.position);
        const counted = { offer, role, saves: this.scaled(role.saves) };
        if (at) at.push(counted);
        else rolesAt.set(role.position, [counted]);
      }
    });
    const classes = new Map<string, Alike>();
    for (const position of [...rolesAt.keys()].sort((a, b) => a - b)) {
      const roles = rolesAt.get(position) as Alike['roles'];
      const price = list[position] ?? 0n;
      const packUnits = roles.some(({ role }) => role.size > 1)
        ? (this.positions[position]?.line.unitsPerPack ?? 1)
        : 1;
      const key = `${price}/${packUnits}/${roles.map(({ offer, role }) => `${offer}.${role.part}.${role.saves}`)}`;
      const known = classes.get(key);
      if (known) known.positions.push(position);
      else classes.set(key, { price, packUnits, roles, positions: [position] });
    }
    return [...classes.values()].sort((a, b) => (a.price > b.price ? -1 : a.price < b.price ? 1 : 0));
  }

  /** Takes most of very many identical units as the best they can be by themselves; the others are looked at one by one. */
  private withoutBulk(): { looked: number[]; bulk: TakenBundle[]; saves: bigint; isCut: boolean } {
    const units = this.positions.map((position) => position.units);
    const inAll = this.classes.reduce((sum, { positions }) => sum + unitsOf(positions, units), 0);
    const bulk: TakenBundle[] = [];
    let saves = 0n;
    if (inAll <= MOST_UNITS) return { looked: units, bulk, saves, isCut: false };
    const each = Math.max(LEAST_EACH, Math.floor(MOST_UNITS / this.classes.length));
    for (const { positions, roles, packUnits } of this.classes) {
      const most = Math.max(each, Math.min(this.usableIn(roles), MOST_LIMITED));
      let left = most + packUnits - 1 - ((most - 1) % packUnits);
      const best = this.bestAlone(roles);
      for (const position of positions) {
        const has = units[position] as number;
        const above = Math.max(has - left, 0);
        const times = best ? Math.floor(above / best.units) : 0;
        // What takes part in nothing by itself is left where it is: a hundred of them are as good as a thousand.
        units[position] = Math.min(has - times * (best?.units ?? 0), Math.max(left, best ? packUnits : 0));
        left = Math.max(left - has, 0);
        if (!best || times === 0) continue;
        bulk.push({ ...best.bundleAt(position), times });
        saves += best.saves * BigInt(times);
      }
    }
    return { looked: units, bulk, saves, isCut: true };
  }

  /** What offers with limits can use of identical units. */
  private usableIn(roles: Alike['roles']): number {
    return [...new Set(roles.map(({ offer }) => offer))].reduce((sum, index) => {
      const { limit, opens, followers } = this.offers[index] as BundleOffer;
      const size = Math.max(...roles.map(({ offer, role }) => (offer === index ? role.size : 1)));
      return limit ? sum + limit.most * size * followers.reduce((all, { count }) => all + count, opens) : sum;
    }, 0);
  }

  /** The offer without a limit that saves most for each unit, taken by identical units alone. */
  private bestAlone(roles: Alike['roles']): Alone | undefined {
    let best: Alone | undefined;
    for (const { offer: index, role } of roles) {
      const offer = this.offers[index] as BundleOffer;
      if (offer.limit || role.part !== 0 || offer.followers.some(({ all }) => all)) continue;
      const follower = roles.find((other) => other.offer === index && other.role.part === 1)?.role;
      const follows = follower ? (offer.followers[0]?.count ?? 0) : 0;
      const saves = role.saves * BigInt(offer.opens) + (follower?.saves ?? 0n) * BigInt(follows) - offer.costs;
      const units = (offer.opens + follows) * role.size;
      const perUnit = Number(saves) / units;
      if (saves <= 0n || perUnit <= (best?.perUnit ?? 0)) continue;
      const partsAt = (position: number) => ({
        candidate: offer.candidate,
        ...partsIn(
          offer,
          [{ position, units: offer.opens * role.size }],
          follows > 0 ? [{ position, units: follows * role.size }] : [],
        ),
      });
      best = { perUnit, units, saves, bundleAt: partsAt };
    }
    return best;
  }

  private search(units: readonly number[]): Found {
    const all = this.offers.map((_, index) => index);
    const isLarge = this.isLarge(units);
    const [first, then] = isLarge ? STEPS_IF_LARGE : STEPS;
    const whole = all.length <= MOST_TOGETHER ? this.searchAmong(all, units, [], first) : undefined;
    if (whole && this.isGood(whole, isLarge)) return whole;
    // Far from proven, or more offers than can be told apart at once.
    const byPromise = [...all].sort((a, b) => this.promiseOf(b) - this.promiseOf(a) || a - b);
    const inTurn = this.searchInTurn(byPromise, units, whole ? 1 : TOGETHER_IN_TURN);
    if (!whole) return inTurn;
    let found = better(whole, { ...inTurn, most: whole.most });
    const halves = isLarge ? this.searchHalf(units) : undefined;
    if (halves) found = better(found, { ...halves, most: whole.most });
    found = this.improved(found, byPromise, units);
    if (this.isGood(found, isLarge)) return found;
    const again = this.searchAmong(all, units, [], Math.ceil(then * this.effort), found.saves);
    return again ? better(found, again) : found;
  }

  /** Proven, or in a large group so near to it that more would take longer than it is worth. */
  private isGood({ saves, most }: Found, isLarge: boolean): boolean {
    const near = this.offers.length > FEW ? 32n : 256n;
    return most !== undefined && (most - saves) * near <= (isLarge ? saves : 0n);
  }

  private isLarge(units: readonly number[]): boolean {
    return this.classes.reduce((sum, { positions }) => sum + unitsOf(positions, units), 0) > LARGE;
  }

  /** What half of the basket takes of the offers without a limit, twice: more of the same is to save no less. Limits are no half. */
  private searchHalf(units: readonly number[]): Found | undefined {
    const free = [...this.offers.keys()].filter((offer) => !(this.offers[offer] as BundleOffer).limit);
    if (free.length === 0) return undefined;
    const offers = free.map((offer) => this.offers[offer] as BundleOffer);
    const group = new Group({ ...this.group, offers, effort: this.effort / 2 });
    const half = units.map((count, position) => {
      const { unitsPerPack } = (this.positions[position] as Position).line;
      return Math.floor(count / unitsPerPack / 2) * unitsPerPack;
    });
    const found = group.search(half);
    const twice = found.units.flatMap(({ offer, ...unit }) => {
      const own = { ...unit, offer: free[offer] as number };
      return [own, own];
    });
    return { units: twice, saves: found.saves * 2n, most: undefined };
  }

  /** One offer after the other, or as many at once as can be told apart, each on the units that those before it left. */
  private searchInTurn(offers: readonly number[], units: readonly number[], together: number): Found {
    const taken: UnitRole[] = [];
    let saves = 0n;
    let open = [...offers];
    let most = together;
    while (open.length > 0) {
      let count = Math.min(most, open.length);
      let part = this.searchAmong(open.slice(0, count), units, taken, STEPS_IN_TURN);
      while (!part && count > 1) {
        count = Math.ceil(count / 2);
        part = this.searchAmong(open.slice(0, count), units, taken, STEPS_IN_TURN);
      }
      for (const unit of part?.units ?? []) taken.push(unit);
      saves += part?.saves ?? 0n;
      open = open.slice(count);
      most = count;
    }
    return { units: taken, saves, most: undefined };
  }

  /** Decides some offers anew, those together that want the same units most, the others as they are, as long as that saves more. */
  private improved(found: Proven, byPromise: readonly number[], units: readonly number[]): Proven {
    const best = { ...found };
    const isLarge = this.isLarge(units);
    const steps = this.areFew() ? STEPS_OF_FEW : STEPS_IN_TURN;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const before = best.saves;
      for (const some of this.toDecideAnew(byPromise)) {
        if (this.isGood(best, isLarge)) return best;
        const others = best.units.filter((unit) => !some.includes(unit.offer));
        const saved = this.savedBy(best.units.filter((unit) => some.includes(unit.offer)));
        const again = this.searchAmong(some, units, others, steps, saved);
        const more = (again?.saves ?? 0n) - saved;
        if (!again || more <= 0n) continue;
        best.units = [...others, ...again.units];
        best.saves += more;
      }
      if (best.saves === before) break;
    }
    return best;
  }

  /** Which offers to decide together anew, one set after the other. */
  private toDecideAnew(byPromise: readonly number[]): number[][] {
    if (!this.areFew()) return byPromise.map((offer) => this.rivalsOf(offer));
    const pairs = byPromise.flatMap((a) => byPromise.filter((b) => b > a).map((b) => [a, b]));
    const triples = pairs.flatMap(([a = 0, b = 0]) => byPromise.filter((c) => c > b).map((c) => [a, b, c]));
    return [...pairs, ...triples];
  }

  private areFew(): boolean {
    return this.offers.length <= FEW && this.effort >= 1;
  }

  /** An offer with those that share most of its positions. */
  private rivalsOf(offer: number): number[] {
    const own = this.positionsOf[offer] as Set<number>;
    const shared = this.positionsOf.map((positions, other) => {
      let count = 0;
      for (const position of positions) if (own.has(position)) count++;
      return { other, count };
    });
    const rivals = shared.filter(({ other, count }) => other !== offer && count > 0);
    rivals.sort((a, b) => b.count - a.count || a.other - b.other);
    return [offer, ...rivals.slice(0, RIVALS).map(({ other }) => other)].sort((a, b) => a - b);
  }

  private savedBy(units: readonly UnitRole[]): bigint {
    const opened = new Map<number, number>();
    let saves = 0n;
    for (const { offer, role } of units) {
      saves += role.saves;
      if (role.part === 0) opened.set(offer, (opened.get(offer) ?? 0) + 1);
    }
    for (const [offer, count] of opened) {
      const { opens, costs } = this.offers[offer] as BundleOffer;
      saves -= BigInt(Math.floor(count / opens)) * costs;
    }
    return saves;
  }

  /**
   * @param taken what others have of the units, and of limits that are shared with them
   * @returns undefined where these are too many offers for one search
   */
  private searchAmong(
    offers: readonly number[],
    units: readonly number[],
    taken: readonly UnitRole[],
    steps: number,
    known = 0n,
  ): Proven | undefined {
    const left = [...units];
    for (const { position, role } of taken) left[position] = (left[position] ?? 0) - role.size;
    const { shapes, classes, own } = this.problemOf(offers, left, taken);
    const result = searchBundles(shapes, classes, steps, Number(known / this.scale));
    if (!result) return undefined;
    const chosen: UnitRole[] = [];
    let at = 0;
    for (const { roles, positions } of own) {
      for (const position of positions) {
        for (let unit = 0; unit < (left[position] ?? 0); unit++, at++) {
          const role = roles[result.roles[at] ?? NONE];
          if (role) chosen.push({ position, ...role });
        }
      }
    }
    const saves = BigInt(result.saves) * this.scale;
    return { units: chosen, saves, most: BigInt(result.mostSaves) * this.scale };
  }

  /** Limits with what is left of them. */
  private limitsBehind(taken: readonly UnitRole[]): (limit: Limit | null) => Limit | null {
    const used = new Map<Limit, number>();
    for (const { offer, role } of taken) {
      const { limit, opens } = this.offers[offer] as BundleOffer;
      if (limit && role.part === 0) used.set(limit, (used.get(limit) ?? 0) + 1 / opens);
    }
    const left = new Map<Limit, Limit>();
    return (limit) => {
      if (!limit) return null;
      const known = left.get(limit) ?? { most: Math.max(0, limit.most - Math.floor((used.get(limit) ?? 0) + 1e-9)) };
      left.set(limit, known);
      return known;
    };
  }

  private problemOf(offers: readonly number[], units: readonly number[], taken: readonly UnitRole[]) {
    const limitLeft = this.limitsBehind(taken);
    const placeOf = new Map(offers.map((offer, place) => [offer, place]));
    const shapes = offers.map((index): SearchOffer => {
      const { opens, costs, followers, ordered, limit } = this.offers[index] as BundleOffer;
      return { opens, followers, ordered, limit: limitLeft(limit), costs: this.scaled(costs) };
    });
    const ranks = new Map([...new Set(this.classes.map(({ price }) => price))].map((price, rank) => [price, rank]));
    const own = this.classes
      .map((alike) => ({ ...alike, roles: alike.roles.filter(({ offer }) => placeOf.has(offer)) }))
      .filter(({ roles }) => roles.length > 0);
    const classes = own.map(
      ({ price, packUnits, roles, positions }): UnitClass => ({
        packUnits,
        priceRank: ranks.get(price) ?? 0,
        runs: positions.map((position) => units[position] ?? 0),
        units: unitsOf(positions, units),
        roles: roles.map(({ offer, role: { part, size }, saves }) => ({
          offer: placeOf.get(offer) as number,
          part,
          saves,
          size,
        })),
      }),
    );
    return { shapes, classes, own };
  }

  private scaled(amount: bigint): number {
    return Number(amount / this.scale);
  }

  /** What an offer could save at the most if it were alone. */
  private promiseOf(offer: number): number {
    const { costs, opens, roles } = this.offers[offer] as BundleOffer;
    return roles.reduce((sum, { position, saves, size }) => {
      const each = this.scaled(saves) - this.scaled(costs) / opens;
      return sum + Math.max(0, each) * ((this.positions[position]?.units ?? 0) / size);
    }, 0);
  }

  /** What the best choice may save beyond what was found, where not everything was looked at together. */
  private missedBy(saves: bigint): bigint {
    const all = this.offers.map((_, index) => index);
    const { shapes, classes } = this.problemOf(
      all,
      this.positions.map(({ units }) => units),
      [],
    );
    const most = BigInt(Math.ceil(new BundlePrices(shapes, classes).sum)) * this.scale;
    return most > saves ? most - saves : 0n;
  }
}

/** A bundle that identical units make by themselves. */
interface Alone {
  perUnit: number;
  units: number;
  saves: bigint;
  bundleAt: (position: number) => Omit<TakenBundle, 'times'>;
}

/** What a search found. */
interface Found {
  units: UnitRole[];
  saves: bigint;
  /** No choice saves more; undefined where not all offers were looked at together. */
  most: bigint | undefined;
}

interface Proven extends Found {
  most: bigint;
}

function better(one: Proven, other: Proven): Proven {
  const most = one.most < other.most ? one.most : other.most;
  return { ...(one.saves >= other.saves ? one : other), most };
}

function unitsOf(positions: readonly number[], units: readonly number[]): number {
  return positions.reduce((sum, position) => sum + (units[position] ?? 0), 0);
}
