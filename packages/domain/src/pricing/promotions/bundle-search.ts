import { type Digit, type Digits, digitIn, digitsOf, type Part, partsOf } from './bundle-digits.ts';
import { BundlePrices } from './bundle-prices.ts';
import { HALF, type Role, type SearchOffer, type UnitClass } from './bundle-problem.ts';
import { History, NONE, States } from './bundle-states.ts';
import type { UnitOrder } from './lone-offer.ts';
import { Endings, type OfferState } from './offer-endings.ts';
import { OfferPromises } from './offer-promises.ts';
import { StatePromises } from './state-promises.ts';

export interface SearchResult {
  /** Of each unit, class after class: the index of its role in its class, or `NONE`. Units inside a taken pack have none of their own. */
  roles: Int16Array;
  saves: number;
  /** No choice saves more than this: the same as `saves` when that is proven. */
  mostSaves: number;
}

const FIRST_WIDTH = 4;
const NEXT_WIDTHS = [24, 400, 4000];
/** A search that wide is as fast as to ask what each offer promises. */
const PLAIN_WIDTH = 400;

/**
 * Chooses for each unit how it takes part, so that together they save most.
 *
 * The units are gone through from the dearest on. What was chosen for those before counts only through its state: how much of each offer
 * is open, and how much may still follow. Of the ways into one state the best is kept, so that equal units never multiply. A state goes
 * no further when even the most that could follow would not beat what was found: that most comes from prices for what offers have to
 * give (Lagrange multipliers), and where that proves too little from what each offer can save by itself (`OfferPromises`). It also ranks the
 * states where there are too many to keep.
 *
 * @param classes from the dearest on
 * @param steps about how many to take at the most
 * @param known what is known to be possible: nothing that saves no more has to be found
 * @returns undefined when there are more offers than states can be told apart for
 */
export function searchBundles(
  offers: readonly SearchOffer[],
  classes: readonly UnitClass[],
  steps: number,
  known = 0,
): SearchResult | undefined {
  const search = BundleSearch.of(offers, classes);
  if (!search) return undefined;
  let best = search.run(FIRST_WIDTH, 0);
  const widths = search.widthsFor(steps);
  for (const width of widths) {
    const possible = Math.max(best.saves, known);
    if (possible >= best.mostSaves) break;
    search.improvePrices(possible);
    if (width > PLAIN_WIDTH || width === widths.at(-1)) {
      best.mostSaves = Math.min(best.mostSaves, search.improvePromises(possible, steps));
      if (possible >= best.mostSaves) break;
    }
    const next = search.run(width, possible);
    const mostSaves = Math.min(best.mostSaves, Math.max(next.mostSaves, possible));
    best = { ...(next.saves > best.saves ? next : best), mostSaves };
  }
  return best;
}

/** What of a state a class has to do with. */
interface ClassStates {
  /** The offers that have begun and not ended. */
  live: OfferState[];
  /** Those of them that have more units in classes to come. */
  lasting: OfferState[];
  /** Whether kits are among them, which may want the same units to be ended. */
  hasKits: boolean;
  beginning: Digit[];
  ending: Digit[];
}

class BundleSearch {
  private readonly classAt: Int32Array;
  private readonly beginsPack: Uint8Array;
  private readonly order: UnitOrder;
  private readonly endings: Endings;
  private readonly states: readonly OfferState[];
  private readonly statesOfClass: OfferState[][];
  private readonly ofClass: ClassStates[];
  private readonly concerned: OfferState[] = [];
  private readonly inside: Digit | undefined;
  private readonly prices: BundlePrices;
  private promises: OfferPromises | undefined;
  private statePromises: StatePromises | undefined;
  /** The most that the units from each one on can save. */
  private readonly ahead: Float64Array;
  private mostOpenReached = false;
  private isLookedAt = false;
  private readonly tables: [States, States];
  /** The state that is looked at. */
  private readonly now: Float64Array;
  /** The state a step leads to. */
  private readonly next: Float64Array;

  static of(offers: readonly SearchOffer[], classes: readonly UnitClass[]): BundleSearch | undefined {
    const parts = partsOf(offers, classes);
    const digits = digitsOf(offers, classes, parts);
    return digits && new BundleSearch(offers, classes, parts, digits);
  }

  private constructor(
    private readonly offers: readonly SearchOffer[],
    private readonly classes: readonly UnitClass[],
    parts: readonly Part[][][],
    { shapes, inside, words }: Digits,
  ) {
    this.tables = [new States(words), new States(words)];
    this.now = new Float64Array(words);
    this.next = new Float64Array(words);
    const total = classes.reduce((sum, { units }) => sum + units, 0);
    this.classAt = new Int32Array(total);
    this.beginsPack = new Uint8Array(total);
    let at = 0;
    classes.forEach(({ runs, packUnits }, index) => {
      for (const run of runs) {
        for (let unit = 0; unit < run; unit++, at++) {
          this.classAt[at] = index;
          // Of a pack that was broken already nothing begins: all of it has to be there.
          this.beginsPack[at] = unit % packUnits === 0 && unit + packUnits <= run ? 1 : 0;
        }
      }
    });
    this.order = { classes, classAt: this.classAt, beginsPack: this.beginsPack };
    this.inside = inside;
    this.endings = new Endings(offers, this.order, parts, shapes);
    this.states = this.endings.states;
    this.statesOfClass = classes.map(({ roles }) => {
      const own = new Set(roles.map(({ offer }) => this.states[offer] as OfferState));
      return [...own].filter(({ mustEnd, isOwing }) => mustEnd || isOwing);
    });
    this.ofClass = this.classStates();
    this.ahead = new Float64Array(total + 1);
    this.prices = new BundlePrices(offers, classes);
    this.lookAhead();
  }

  improvePrices(saves: number): void {
    this.prices.improve(saves);
    this.lookAhead();
  }

  /** Looks for what the offers promise at the least. @returns no choice saves more than this */
  improvePromises(saves: number, steps: number): number {
    this.promises ??= new OfferPromises(this.offers, this.order, this.prices, steps);
    this.promises.improve(saves);
    this.statePromises ??= new StatePromises(this.promises, this.offers, this.states, this.classes);
    this.statePromises.settle();
    return Math.max(saves, Math.floor(this.promises.sum + HALF));
  }

  private lookAhead(): void {
    for (let unit = this.classAt.length - 1; unit >= 0; unit--) {
      this.ahead[unit] = (this.ahead[unit + 1] as number) + this.prices.of(this.classAt[unit] as number);
    }
  }

  /** How many states to keep behind each unit, one attempt after the other: what one finds lets the next leave out more. */
  widthsFor(steps: number): number[] {
    const tried = this.classes.reduce((sum, { units, roles }, at) => {
      return sum + units * (roles.length + 1) * (1 + endsToLookAt(this.statesOfClass[at] as OfferState[]) / 2);
    }, 0);
    const width = Math.max(FIRST_WIDTH, Math.floor(steps / Math.max(tried, 1)));
    return [...NEXT_WIDTHS.filter((next) => next < width), width];
  }

  /** @param atLeast what is known to be possible: nothing that saves no more is looked for */
  run(width: number, atLeast: number): SearchResult {
    const total = this.classAt.length;
    const history = new History();
    let [states, following] = this.tables;
    states.clear();
    this.next.fill(0);
    const byRights = (this.ahead[0] as number) + this.prices.ofLimits;
    const mostInAll = Math.min(byRights, this.promises?.sum ?? byRights);
    states.offer(this.next, 0, this.prices.ofLimits, mostInAll, NONE, NONE);
    let leftOut = 0;
    for (let unit = 0; unit < total; unit++) {
      following.clear();
      this.reprice(states, unit);
      this.step(states, following, unit, atLeast + HALF);
      leftOut = Math.max(leftOut, this.keepBest(following, unit, width));
      history.add(following);
      [states, following] = [following, states];
    }
    if (this.mostOpenReached) leftOut = mostInAll;
    return this.result(states, history, leftOut);
  }

  /** Where units become cheaper, so does what may follow them. */
  private reprice(states: States, unit: number): void {
    const { now } = this;
    const index = this.classAt[unit] as number;
    const rank = (this.classes[index] as UnitClass).priceRank;
    const before = (this.classes[this.classAt[unit - 1] ?? -1] ?? { priceRank: rank }).priceRank;
    if (rank === before) return;
    for (const { at: place, first, offer, open, rights } of (this.ofClass[index] as ClassStates).live) {
      if (!offer.ordered || first === index) continue;
      const change = this.prices.changeOfRight(place, before, rank);
      if (change === 0) continue;
      const perOpener = (offer.followers[0]?.count ?? 0) / offer.opens;
      const right = rights[0] as Digit;
      for (let at = 0; at < states.size; at++) {
        states.read(at, now);
        const held = digitIn(right, now) - right.owed + (open ? digitIn(open, now) * perOpener : 0);
        states.score[at] = (states.score[at] as number) + change * held;
      }
    }
  }

  /** Every way on from each state. @param beyond what a state has to promise to be kept */
  private step(states: States, to: States, unit: number, beyond: number): void {
    const index = this.classAt[unit] as number;
    const { roles } = this.classes[index] as UnitClass;
    const worth = this.prices.of(index);
    const gains = this.prices.gainsOf(index);
    const own = this.ofClass[index] as ClassStates;
    const concerned = this.concernedBy(own, index, unit);
    const beginning = index === this.classAt[unit - 1] ? NOTHING : own.beginning;
    const ahead = this.ahead[unit + 1] as number;
    const { now, next } = this;
    for (let from = 0; from < states.size; from++) {
      states.read(from, now);
      const value = states.value[from] as number;
      const score = states.score[from] as number;
      for (const { word, step, owed } of beginning) now[word] = (now[word] as number) + owed * step;
      this.isLookedAt = false;
      next.set(now);
      const inside = this.inside ? digitIn(this.inside, now) : 0;
      if (inside > 0) this.addTo(this.inside as Digit, -1);
      const alone = inside > 0 ? score + worth : score;
      if (alone + ahead > beyond) {
        const promised = Math.min(alone + ahead, this.promiseWithout(value, index, unit + Math.max(inside, 1)));
        if (promised > beyond && this.canEnd(concerned, unit, own)) to.offer(next, value, alone, promised, from, NONE);
      }
      if (inside > 0) continue;
      for (let choice = 0; choice < roles.length; choice++) {
        const role = roles[choice] as Role;
        const more = role.size - 1;
        if (more > 0 && !this.beginsPack[unit]) continue;
        const byRights = score + (gains[choice] as number) - more * worth;
        if (byRights + ahead <= beyond) continue;
        const promised = Math.min(byRights + ahead, this.promiseWith(role, value, index, unit + role.size));
        if (promised <= beyond) continue;
        next.set(now);
        const cost = this.take(role, unit);
        if (cost === undefined) continue;
        if (more > 0 && this.inside) this.addTo(this.inside, more);
        if (!this.canEnd(concerned, unit, own)) continue;
        to.offer(next, value + role.saves - cost, byRights, promised, from, choice);
      }
    }
  }

  /** What the offers promise from the state that is looked at, if they were asked; it is turned to when first needed. */
  private promiseWithout(value: number, unitClass: number, unit: number): number {
    return this.lookedAt(value, unitClass)?.withoutUntil(unit) ?? Number.POSITIVE_INFINITY;
  }

  private promiseWith(role: Role, value: number, unitClass: number, unit: number): number {
    return this.lookedAt(value, unitClass)?.with(role, unit) ?? Number.POSITIVE_INFINITY;
  }

  private lookedAt(value: number, unitClass: number): StatePromises | undefined {
    if (!this.isLookedAt) this.statePromises?.lookAt(this.now, value, unitClass);
    this.isLookedAt = true;
    return this.statePromises;
  }

  /** Lets a unit take its part in `next`. @returns what that costs; undefined where it can't */
  private take({ offer: index, part }: Role, unit: number): number | undefined {
    const state = this.states[index] as OfferState;
    const { offer, open, rights, uses } = state;
    if (part > 0) {
      const digit = rights[part - 1] as Digit;
      const left = this.inNext(digit) - digit.owed;
      if (left <= -digit.owed) {
        this.mostOpenReached ||= digit.isCut;
        return undefined;
      }
      this.addTo(digit, -1);
      return 0;
    }
    const opened = open ? this.inNext(open) : 0;
    if (uses && opened === 0 && this.inNext(uses) + 1 >= uses.size) return undefined;
    if (opened + 1 < offer.opens) {
      if (open) this.addTo(open, 1);
      return 0;
    }
    if (open) this.addTo(open, -opened);
    if (uses) {
      if (this.inNext(uses) + 1 >= uses.size) return undefined;
      this.addTo(uses, 1);
    }
    for (const [at, { count, all }] of offer.followers.entries()) {
      const digit = rights[at] as Digit;
      const now = this.inNext(digit) - digit.owed;
      // More than can follow is of no use.
      const useful = all ? now + count : Math.min(now + count, state.followersLeft[at]?.[unit] ?? 0);
      if (all && useful > (state.followersLeft[at]?.[unit] ?? 0)) return undefined;
      const kept = Math.min(Math.max(useful, now), digit.size - 1 - digit.owed);
      if (kept < useful) this.mostOpenReached = true;
      if (all && kept < useful) return undefined;
      this.addTo(digit, kept - now);
    }
    return offer.costs;
  }

  /** Whether what is open in `next` can still be ended by the units to come. If so, what has no more of them is forgotten. */
  private canEnd(concerned: readonly OfferState[], unit: number, { hasKits, ending }: ClassStates): boolean {
    if (concerned.length > 0 && !this.endings.canEnd(this.next, concerned, unit, hasKits)) return false;
    if (!this.endsItsClass(unit)) return true;
    for (const digit of ending) this.addTo(digit, -this.inNext(digit));
    return true;
  }

  private keepBest(states: States, unit: number, width: number): number {
    const { live, lasting } = this.ofClass[this.classAt[unit] as number] as ClassStates;
    const open = this.endsItsClass(unit) ? lasting : live;
    return states.keepBest(width, (at) => {
      states.read(at, this.now);
      return isSettled(open, this.now);
    });
  }

  /** The offers whose ends a unit of a class can decide: those it takes part in, where few units are left for them; among kits, all that are open. */
  private concernedBy({ hasKits, live }: ClassStates, index: number, unit: number): readonly OfferState[] {
    if (hasKits) return live;
    const { concerned } = this;
    concerned.length = 0;
    if (this.statePromises?.areExact) return concerned;
    for (const state of this.statesOfClass[index] as OfferState[]) {
      const { offer, mustEnd, isOwing, rights, openersLeft } = state;
      if (isOwing || (mustEnd && (rights.length > 0 || (openersLeft[unit] as number) < offer.opens)))
        concerned.push(state);
    }
    return concerned;
  }

  private result({ size, value }: States, history: History, leftOut: number): SearchResult {
    let best = NONE;
    for (let at = 0; at < size; at++) {
      if (best === NONE || (value[at] as number) > (value[best] as number)) best = at;
    }
    const saves = best === NONE ? 0 : (value[best] as number);
    const mostSaves = leftOut <= saves + HALF ? saves : Math.floor(leftOut + HALF);
    return { roles: history.wayTo(best), saves, mostSaves };
  }

  private classStates(): ClassStates[] {
    const digits = new Set(this.states.flatMap(({ open, rights, uses }) => [open ?? [], rights, uses ?? []].flat()));
    return this.classes.map((_, index) => {
      const live = this.states.filter(({ first, last }) => first <= index && last >= index);
      return {
        live,
        hasKits: live.some(({ mustEnd, rights }) => mustEnd && rights.length > 0),
        lasting: live.filter(({ last }) => last > index),
        beginning: [...digits].filter(({ first, owed }) => first === index && owed > 0),
        ending: [...digits].filter(({ last }) => last === index),
      };
    });
  }

  private endsItsClass(unit: number): boolean {
    return this.classAt[unit] !== this.classAt[unit + 1];
  }

  private inNext(digit: Digit): number {
    return digitIn(digit, this.next);
  }

  private addTo({ word, step }: Digit, amount: number): void {
    this.next[word] = (this.next[word] as number) + amount * step;
  }
}

/** Whether nothing is open in a state that would have to be ended. */
function isSettled(offers: readonly OfferState[], state: Float64Array): boolean {
  return offers.every(({ offer, mustEnd, open, rights }) => {
    if (mustEnd && open && digitIn(open, state) > 0) return false;
    return rights.every((digit, at) => {
      const left = digitIn(digit, state) - digit.owed;
      return left === 0 || (left > 0 && !offer.followers[at]?.all);
    });
  });
}

/** What a state costs to be looked at beside what any costs: whether the kits that are open in it can still be ended. */
function endsToLookAt(states: readonly OfferState[]): number {
  return states.reduce((sum, { mustEnd, rights }) => sum + (mustEnd && rights.length > 0 ? 1 + rights.length : 0), 0);
}

const NOTHING: readonly Digit[] = [];
