import { basket, line, promotion } from '../../../test/fixtures.ts';
import { cents } from '../../money/money.ts';
import type { BasketLine } from '../basket.ts';
import { partsOfCent, positionsOf } from '../positions.ts';
import { bundleOffersOf } from './bundle-offers.ts';
import { candidatesOf } from './candidate.ts';
import { type BundleChoice, type BundleGroup, decideOnce } from './decided-bundles.ts';
import { unitPricesOf } from './unit-offers.ts';

const twoFor = (priceCents: number, id = 'two for') =>
  promotion(
    { kind: 'n_for_price', count: 2, priceCents: cents(priceCents) },
    { id, selector: { categories: ['wine'] } },
  );
const wine = (productId: string, changes: Parameters<typeof line>[0] = {}) => line({ productId, ...changes });
const beer = (productId: string) => line({ productId, category: 'beer', unitPriceCents: 199 });

/** The wine of a basket, as the search is asked for it. */
function groupOf(lines: BasketLine[], promotions = [twoFor(1500)]): BundleGroup {
  const asked = basket(lines);
  const positions = positionsOf(lines);
  const candidates = candidatesOf(asked, positions, promotions);
  const prices = unitPricesOf(positions, candidates, partsOfCent(positions, 0));
  const offers = candidates.flatMap((candidate) => bundleOffersOf(candidate, positions, prices));
  return { offers, positions, list: prices.list, effort: 1 };
}

/** Takes each offer once, on all positions of its group, and counts how often it was asked. */
function decider() {
  let asked = 0;
  const decide = ({ offers, positions }: BundleGroup): BundleChoice => {
    asked++;
    const got = positions.map((_, position) => ({ position, units: 1 }));
    return {
      taken: offers.map(({ candidate }) => ({ candidate, bought: [], got, times: 1 })),
      saves: 0n,
      mostMissed: 7n,
    };
  };
  return { decide, timesAsked: () => asked };
}

describe('a group of offers that compete for units', () => {
  it('is decided once, wherever in a basket its units stand', () => {
    const { decide, timesAsked } = decider();
    const alone = groupOf([wine('once b'), wine('once c')]);
    const among = groupOf([beer('once a'), wine('once b'), wine('once c'), beer('once d')]);
    const first = decideOnce(alone, decide);
    const second = decideOnce(among, decide);
    expect(timesAsked()).toBe(1);
    const productsOf = ({ positions }: BundleGroup, { taken }: BundleChoice) =>
      taken.flatMap(({ got }) => got.map(({ position }) => positions[position]?.line.productId));
    expect(productsOf(alone, first)).toEqual(['once b', 'once c']);
    expect(productsOf(among, second)).toEqual(['once b', 'once c']);
    expect(second.taken[0]?.candidate).toBe(among.offers[0]?.candidate);
    expect(second.mostMissed).toBe(7n);
  });

  it.each<[string, BundleGroup]>([
    ['another price', groupOf([wine('b', { unitPriceCents: 1301 }), wine('c')])],
    ['another quantity', groupOf([wine('b', { unitPriceCents: 1300, quantity: 2 }), wine('c')])],
    ['another pack', groupOf([wine('b', { unitPriceCents: 2600, unitsPerPack: 2 }), wine('c')])],
    ['one more bottle', groupOf([wine('b', { unitPriceCents: 1300 }), wine('c'), wine('d')])],
    ['another offer', groupOf([wine('b', { unitPriceCents: 1300 }), wine('c')], [twoFor(1501)])],
    ['fewer steps', { ...groupOf([wine('b', { unitPriceCents: 1300 }), wine('c')]), effort: 0.5 }],
    ['two offers', groupOf([wine('b', { unitPriceCents: 1300 }), wine('c')], [twoFor(1500), twoFor(1500, 'too')])],
    ['a limit', groupOf([wine('b', { unitPriceCents: 1300 }), wine('c')], [{ ...twoFor(1500), limitPerSale: 1 }])],
  ])('is decided anew for %s', (_, other) => {
    const { decide, timesAsked } = decider();
    decideOnce(groupOf([wine('b', { unitPriceCents: 1300 }), wine('c')]), decide);
    const before = timesAsked();
    decideOnce(other, decide);
    expect(timesAsked()).toBe(before + 1);
  });

  it('is forgotten when two hundred others were asked for since', () => {
    const { decide, timesAsked } = decider();
    const ask = (unitPriceCents: number) => decideOnce(groupOf([wine('x', { unitPriceCents }), wine('y')]), decide);
    ask(5000);
    for (let other = 1; other <= 200; other++) ask(5000 + other);
    ask(5000);
    expect(timesAsked()).toBe(202);
  });
});
