import type { Limit, Role, SearchOffer, UnitClass } from './bundle-problem.ts';
import { NONE } from './bundle-states.ts';

/** The classes between which an offer, or a limit, has its units: before and after, nothing of it is in a state. */
export interface Span {
  first: number;
  last: number;
}

/** A count that is part of a state while its offer has units: one digit of a number with a base for each. */
export interface Digit extends Span {
  word: number;
  step: number;
  size: number;
  /** How many values there is room for, and the step of the digit above it. */
  room: number;
  above: number;
  /** Taken off what is stored: what may follow can be owed. */
  owed: number;
  /** Whether more could be owed than is told apart. */
  isCut: boolean;
}

/** Where the state of an offer stands: how many units of it are open, what may follow, and how often it was used. */
export interface Shape extends Span {
  open: Digit | undefined;
  rights: Digit[];
  uses: Digit | undefined;
}

/** A class whose units can take a part in an offer. */
export interface Part {
  /** Its index. */
  at: number;
  role: Role;
}

export interface Digits {
  /** By offer. */
  shapes: Shape[];
  /** How many units of a pack that was taken are still to come. */
  inside: Digit | undefined;
  /** How many numbers a state takes. */
  words: number;
}

/**
 * As many things may be open or owed at once at the most; past that the search goes on without, and proves nothing. Where there are too
 * many offers to tell so many apart, fewer.
 */
const MOST_OPEN = [255, 63, 20, 8];
const LEAST_OPEN = 3;
const MOST_OPEN_OF_MANY = 40;
/** So many words of so many states each name every state there is. */
const MOST_WORDS = 6;
const WORD = 2 ** 46;

/** Without `%`, which takes many times as long: both quotients are exact below 2 ** 46. */
export function digitIn({ word, step, room, above }: Digit, state: Float64Array): number {
  const digits = state[word] as number;
  return Math.floor(digits / step) - Math.floor(digits / above) * room;
}

/** By offer, then by part: 0 opens it. */
export function partsOf(offers: readonly SearchOffer[], classes: readonly UnitClass[]): Part[][][] {
  const parts = offers.map(({ followers }) => [[], ...followers.map(() => [])] as Part[][]);
  classes.forEach(({ roles }, at) => {
    for (const role of roles) parts[role.offer]?.[role.part]?.push({ at, role });
  });
  return parts;
}

/** Gives each offer its place in a state. @returns undefined when there are more offers than states can be told apart for */
export function digitsOf(
  offers: readonly SearchOffer[],
  classes: readonly UnitClass[],
  parts: readonly Part[][][],
): Digits | undefined {
  const needs = new Needs(offers, classes, parts);
  if (!needs.within(LEAST_OPEN)) return undefined;
  for (const mostOpen of MOST_OPEN) {
    const digits = needs.within(mostOpen);
    if (digits) return digits;
  }
  return needs.within(LEAST_OPEN);
}

/** What of an offer is to be told apart. */
interface Need {
  offer: SearchOffer;
  span: Span;
  /** By follower: how many may be held, and how many owed. */
  rights: { held: number; owed: number }[];
}

/** What a limit is to be told apart by. */
interface LimitNeed {
  span: Span;
  mayUse: number;
}

class Needs {
  private readonly needs: readonly Need[];
  private readonly limits = new Map<Limit, LimitNeed>();
  private readonly largest: number;

  constructor(
    offers: readonly SearchOffer[],
    private readonly classes: readonly UnitClass[],
    parts: readonly Part[][][],
  ) {
    this.largest = classes.reduce((most, { roles }) => roles.reduce((all, { size }) => Math.max(all, size), most), 1);
    this.needs = offers.map((offer, index) => this.needOf(offer, parts[index] as Part[][]));
  }

  /**
   * Those that begin first come first: what ends before another begins leaves its place to it.
   * @param mostOpen so much is told apart of what may follow, and of what is owed
   * @returns undefined where there is no room for that
   */
  within(mostOpen: number): Digits | undefined {
    const places = new Places();
    const inside = this.largest > 1 ? places.add(this.largest, { first: 0, last: this.classes.length }) : undefined;
    const uses = new Map<Limit, Digit>();
    const shapes: Shape[] = [];
    const inTurn = [...this.needs.entries()].sort(([, a], [, b]) => a.span.first - b.span.first);
    for (const [index, need] of inTurn) {
      shapes[index] = this.shapeOf(need, mostOpen, places, uses);
      if (places.isFull) return undefined;
    }
    return { shapes, inside, words: places.words };
  }

  private shapeOf({ offer, span, rights }: Need, mostOpen: number, places: Places, uses: Map<Limit, Digit>): Shape {
    const { opens, followers, limit } = offer;
    const told = followers.length > 3 ? Math.min(MOST_OPEN_OF_MANY, mostOpen) : mostOpen;
    const most = Math.max(told, ...followers.map(({ count }) => count));
    const digits = rights.map(({ held, owed }) => {
      const toldOwed = Math.min(owed, most);
      return places.add(Math.min(held, most) + toldOwed + 1, span, toldOwed, toldOwed < owed);
    });
    return {
      ...span,
      open: opens > 1 ? places.add(opens, span) : undefined,
      rights: digits,
      uses: limit ? this.usesOf(limit, places, uses) : undefined,
    };
  }

  /** Undefined where the limit can't be reached. */
  private usesOf(limit: Limit, places: Places, uses: Map<Limit, Digit>): Digit | undefined {
    const known = uses.get(limit);
    if (known) return known;
    const { span, mayUse } = this.limits.get(limit) as LimitNeed;
    if (limit.most >= mayUse) return undefined;
    const digit = places.add(limit.most + 1, span);
    uses.set(limit, digit);
    return digit;
  }

  private needOf(offer: SearchOffer, [openers = [], ...following]: Part[][]): Need {
    const { opens, followers, ordered, limit } = offer;
    const span = this.spanOf([openers, ...following].flat());
    const mayUse = Math.floor(this.countOf(openers) / opens);
    if (limit) {
      const under = this.limits.get(limit);
      const first = Math.min(span.first, under?.span.first ?? span.first);
      const last = Math.max(span.last, under?.span.last ?? span.last);
      this.limits.set(limit, { span: { first, last }, mayUse: mayUse + (under?.mayUse ?? 0) });
    }
    const times = Math.min(mayUse, limit?.most ?? mayUse);
    const rights = followers.map(({ count }, at) => {
      const part = following[at] ?? [];
      const held = Math.min(this.countOf(part), count * times);
      return { held, owed: ordered ? Math.min(held, this.owedAtOnePrice(openers, part)) : held };
    });
    return { offer, span, rights };
  }

  private spanOf(part: readonly Part[]): Span {
    const own = part.filter(({ at }) => (this.classes[at] as UnitClass).units > 0).map(({ at }) => at);
    return { first: Math.min(this.classes.length, ...own), last: Math.max(NONE, ...own) };
  }

  private countOf(part: readonly Part[]): number {
    return part.reduce((sum, { at, role }) => {
      const { runs } = this.classes[at] as UnitClass;
      return sum + runs.reduce((all, run) => all + Math.floor(run / role.size), 0);
    }, 0);
  }

  /** How much may follow before what opens it was seen: only among different things of one price. */
  private owedAtOnePrice(openers: readonly Part[], followers: readonly Part[]): number {
    const ranks = new Map<number, { follow: number; classes: Set<number> }>();
    const atRank = (at: number) => {
      const { priceRank } = this.classes[at] as UnitClass;
      const known = ranks.get(priceRank) ?? { follow: 0, classes: new Set<number>() };
      ranks.set(priceRank, known);
      known.classes.add(at);
      return known;
    };
    for (const { at } of openers) atRank(at);
    for (const part of followers) atRank(part.at).follow += this.countOf([part]);
    return Math.max(0, ...[...ranks.values()].map(({ follow, classes }) => (classes.size > 1 ? follow : 0)));
  }
}

/** Gives out the places of a state's digits. */
class Places {
  /** More would not be told apart. */
  isFull = false;
  private word = 0;
  private step = 1;
  /** Places with the last class they are needed for. */
  private readonly given: { digit: Digit; last: number }[] = [];

  get words(): number {
    return this.word + 1;
  }

  /** The smallest place that is free again, or a new one. */
  add(size: number, { first, last }: Span, owed = 0, isCut = false): Digit {
    let free: { digit: Digit; last: number } | undefined;
    for (const place of this.given) {
      if (place.last >= first || place.digit.room < size) continue;
      if (!free || place.digit.room < free.digit.room) free = place;
    }
    if (free) {
      free.last = last;
      return { ...free.digit, first, last, size, owed, isCut };
    }
    if (this.step * size > WORD) {
      this.word++;
      this.isFull ||= this.word === MOST_WORDS;
      this.step = 1;
    }
    const place = { word: this.word, step: this.step, room: size, above: this.step * size };
    const digit = { first, last, ...place, size, owed, isCut };
    this.given.push({ digit, last });
    this.step *= size;
    return digit;
  }
}
