import { array, assert, constantFrom, integer, property } from 'fast-check';
import { basket, line, promotion } from '../../../test/fixtures.ts';
import { cents } from '../../money/money.ts';
import type { BasketLine } from '../basket.ts';
import { partsOfCent, positionsOf } from '../positions.ts';
import type { Promotion } from '../rules.ts';
import { candidatesOf } from './candidate.ts';
import { discountsOf } from './discounts.ts';
import { orEarlier } from './earlier-outcomes.ts';
import { bestOutcome, type Outcome, sumOff } from './outcome.ts';

/** As if the search had found nothing for the whole basket, and could not tell whether there is something. */
function withNothingFound(lines: BasketLine[], promotions: Promotion[]) {
  const sold = basket(lines);
  const positions = positionsOf(lines);
  const parts = partsOfCent(positions, 0);
  const candidates = candidatesOf(sold, positions, promotions);
  const right = bestOutcome(candidates, positions, parts);
  const discounts = discountsOf(positions, right.candidates, right.prices, []);
  const nothing: Outcome = { ...right, taken: [], saves: 0n, mostMissed: right.saves + 1n, discounts };
  return { right, nothing, whole: { basket: sold, positions, promotions, parts } };
}

const rum = (index: number, quantity: number, unitPriceCents = 1000) =>
  line({ productId: `rum ${index}`, quantity, unitPriceCents, tags: ['rum'] });
const threeFor = promotion({ kind: 'n_for_price', count: 3, priceCents: cents(2000) }, { id: 'three' });
const tiers = promotion(
  {
    kind: 'tiers',
    tiers: [
      { from: 2, amountCents: null, rateMillionths: 50_000 },
      { from: 5, amountCents: null, rateMillionths: 200_000 },
    ],
    weights: [],
  },
  { id: 'tiers', selector: { tags: ['rum'] } },
);

describe('a basket for which the search found less than for fewer lines of it', () => {
  it('keeps what was found for those, and pays the others by themselves', () => {
    const { nothing, whole } = withNothingFound([rum(1, 3), rum(2, 1)], [threeFor]);
    const kept = orEarlier(nothing, whole);
    expect(sumOff(kept)).toBe(1000);
    expect(kept.taken).toMatchObject([{ got: [{ position: 0, units: 3 }], times: 1 }]);
    expect(kept.mostMissed).toBeLessThan(nothing.mostMissed);
  });

  it('saves at least as much as its first lines alone, whatever the offers', () => {
    const offers = constantFrom<Promotion[]>(
      [threeFor],
      [threeFor, tiers],
      [
        tiers,
        promotion({ kind: 'buy_get', buy: 2, get: 1, rateMillionths: 500_000, getSelector: null }, { id: 'half' }),
      ],
    );
    const lines = array(integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 8 });
    assert(
      property(lines, offers, integer({ min: 0, max: 2 }), (quantities, promotions, products) => {
        // The same product may come again, as a line of its own.
        const all = quantities.map((quantity, index) =>
          rum(index % (products + 1), quantity, 900 + 100 * (index % (products + 1))),
        );
        const { nothing, whole, right } = withNothingFound(all, promotions);
        const kept = orEarlier(nothing, whole);
        const before = withNothingFound(all.slice(0, -1), promotions).right;
        expect(sumOff(kept)).toBeGreaterThanOrEqual(sumOff(before));
        expect(sumOff(kept)).toBeLessThanOrEqual(sumOff(right));
      }),
    );
  });

  it('is left as it is where it is proven', () => {
    const { right, whole } = withNothingFound([rum(1, 3), rum(2, 1)], [threeFor]);
    expect(orEarlier(right, whole)).toBe(right);
  });
});
