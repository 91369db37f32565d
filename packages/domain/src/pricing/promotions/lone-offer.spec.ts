import {
  type Arbitrary,
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  subarray,
} from 'fast-check';
import type { SearchOffer, UnitClass } from './bundle-problem.ts';
import { searchBundles } from './bundle-search.ts';
import { LoneOffer, type UnitOrder } from './lone-offer.ts';

const PLENTY = 1_000_000;

interface Alone {
  offer: SearchOffer;
  classes: UnitClass[];
}

/** One offer over some classes of units, from the dearest on. */
const alone: Arbitrary<Alone> = record({
  opens: integer({ min: 1, max: 4 }),
  counts: array(integer({ min: 1, max: 3 }), { maxLength: 2 }),
  isKit: boolean(),
  limit: constantFrom(null, null, 1, 3),
  units: array(
    record({
      price: integer({ min: 1, max: 40 }),
      units: integer({ min: 1, max: 5 }),
      parts: subarray([0, 1, 2], { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 9 },
  ),
}).map(({ opens, counts, isKit, limit, units }) => {
  const followers = (isKit ? counts : counts.slice(0, 1)).map((count) => ({ count, all: isKit }));
  const isBundle = isKit || followers.length === 0;
  const offer: SearchOffer = {
    opens,
    costs: isBundle ? 30 : 0,
    followers,
    ordered: !isBundle,
    limit: limit === null ? null : { most: limit },
  };
  const inTurn = [...units].sort((one, other) => other.price - one.price);
  const ranks = [...new Set(inTurn.map(({ price }) => price))];
  const classes = inTurn.map(({ price, units: count, parts }): UnitClass => {
    const roles = parts
      .filter((part) => part <= followers.length)
      .map((part) => ({ offer: 0, part, saves: part === 0 && !isBundle ? 0 : price, size: 1 }));
    return { runs: [count], units: count, packUnits: 1, priceRank: ranks.indexOf(price), roles };
  });
  return { offer, classes };
});

function orderOf(classes: readonly UnitClass[]): UnitOrder {
  const classAt = Int32Array.from(classes.flatMap(({ units }, at) => new Array<number>(units).fill(at)));
  return { classes, classAt, beginsPack: new Uint8Array(classAt.length).fill(1) };
}

function promised({ offer, classes }: Alone, prices: Float64Array, cells: number, rightPrice: number): number {
  const lone = new LoneOffer(offer, 0, orderOf(classes), true, cells, () => rightPrice);
  lone.fill(prices, 0);
  return lone.sum + classes.reduce((sum, { units }, at) => sum + units * (prices[at] as number), 0);
}

describe('what an offer promises by itself', () => {
  it('is what a search finds, where nobody else wants its units', () => {
    assert(
      property(alone, (given) => {
        const found = searchBundles([given.offer], given.classes, PLENTY);
        const nothing = new Float64Array(given.classes.length);
        expect(found?.saves).toBe(found?.mostSaves);
        expect(promised(given, nothing, PLENTY, 0)).toBe(found?.saves);
      }),
      { numRuns: 300 },
    );
  });

  it('is never less, whatever units and rights cost, and however little is told apart', () => {
    const cost = integer({ min: 0, max: 20 });
    const costs = oneof(constant(new Array<number>(9).fill(0)), array(cost, { minLength: 9, maxLength: 9 }));
    assert(
      property(alone, costs, cost, integer({ min: 1, max: 30 }), (given, prices, rightPrice, states) => {
        const ofClasses = Float64Array.from(given.classes, (_, at) => prices[at] ?? 0);
        const cells = states * (1 + orderOf(given.classes).classAt.length);
        const least = searchBundles([given.offer], given.classes, PLENTY)?.saves ?? 0;
        expect(promised(given, ofClasses, cells, rightPrice)).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 1000 },
    );
  });
});
