import { type Arbitrary, array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { basket, book, line, promotion } from '../../../test/fixtures.ts';
import { cents } from '../../money/money.ts';
import type { BasketLine } from '../basket.ts';
import { priceBasket } from '../price-basket.ts';
import type { Offer, Promotion } from '../rules.ts';

const TAGS = ['a', 'b', 'c'];

const bundle: Arbitrary<Offer> = oneof(
  record({
    kind: constantFrom('n_for_price' as const),
    count: integer({ min: 2, max: 6 }),
    priceCents: integer({ min: 1000, max: 6000 }).map(cents),
  }),
  record({
    kind: constantFrom('buy_get' as const),
    buy: integer({ min: 1, max: 3 }),
    get: integer({ min: 1, max: 2 }),
    rateMillionths: constantFrom(250_000, 500_000, 1_000_000),
    getSelector: constantFrom(null),
  }),
);
const bundles = (least: number, most: number, tags: string[]): Arbitrary<Promotion[]> =>
  array(record({ offer: bundle, tag: constantFrom(...tags), limit: constantFrom(null, null, 1, 3) }), {
    minLength: least,
    maxLength: most,
  }).map((all) =>
    all.map(({ offer, tag, limit }, index) =>
      promotion(offer, { id: `m${index}`, selector: { tags: [tag] }, limitPerSale: limit }),
    ),
  );
const onEach: Arbitrary<Promotion[]> = array(
  record({ percent: integer({ min: 1, max: 30 }), stackable: constantFrom(true, false) }),
  {
    minLength: 16,
    maxLength: 16,
  },
).map((all) =>
  all.map(({ percent, stackable }, index) =>
    promotion(
      { kind: 'percent_off', rateMillionths: percent * 10_000 },
      { id: `u${index}`, selector: { brands: [`brand ${index % 7}`] }, stackable },
    ),
  ),
);
const lines = (count: number, prices: number, tags: string[]): Arbitrary<BasketLine[]> =>
  array(integer({ min: 500, max: 4000 }), { minLength: prices, maxLength: prices }).chain((points) =>
    array(record({ price: constantFrom(...points), brand: integer({ min: 0, max: 9 }), tag: constantFrom(...tags) }), {
      minLength: count,
      maxLength: count,
    }).map((all) =>
      all.map(({ price, brand, tag }, index) =>
        line({ productId: `p${index}`, unitPriceCents: price, brand: `brand ${brand}`, tags: [tag, 'all'] }),
      ),
    ),
  );

const bottlesOfTwoTags: Arbitrary<BasketLine[]> = array(
  record({
    price: integer({ min: 500, max: 4500 }),
    quantity: integer({ min: 1, max: 3 }),
    tags: array(constantFrom(...TAGS, 'd'), { minLength: 1, maxLength: 2 }),
  }),
  { minLength: 20, maxLength: 26 },
).map((all) =>
  all.map(({ price, quantity, tags }, index) =>
    line({ productId: `p${index}`, unitPriceCents: price, quantity, tags: [...new Set(tags)] }),
  ),
);
const kit: Arbitrary<Offer> = record({
  kind: constantFrom('kit' as const),
  priceCents: integer({ min: 2000, max: 7000 }).map(cents),
  groups: array(
    record({
      count: integer({ min: 1, max: 2 }),
      selector: constantFrom(...TAGS, 'd').map((tag) => ({ tags: [tag] })),
    }),
    { minLength: 2, maxLength: 4 },
  ),
});
const kits: Arbitrary<Promotion[]> = array(kit, { minLength: 2, maxLength: 5 }).map((all) =>
  all.map((offer, index) => promotion(offer, { id: `k${index}` })),
);

describe('the choice of bundles', () => {
  it('is proven for forty different bottles at twelve prices, twenty promotions, four of them bundles over the same', () => {
    assert(
      property(lines(40, 12, ['a']), bundles(2, 4, ['all']), onEach, (bottles, some, others) => {
        const { promotionsExact } = priceBasket(basket(bottles), book({ promotions: [...some, ...others] }));
        expect(promotionsExact).toBe(true);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it.each([
    { least: 2, most: 9, runs: 60 },
    { least: 10, most: 24, runs: 10 },
  ])(
    'never lets a line raise the total by more than it costs, under $least to $most bundles',
    ({ least, most, runs }) => {
      assert(
        property(lines(26, 12, TAGS), bundles(least, most, [...TAGS, 'all']), (bottles, promotions) => {
          const [one, ...others] = bottles as [BasketLine, ...BasketLine[]];
          const of = (some: BasketLine[]) => priceBasket(basket(some), book({ promotions })).totals.totalCents;
          expect(of(bottles)).toBeLessThanOrEqual(of(others) + of([one]));
        }),
        { numRuns: runs, endOnFailure: true },
      );
    },
  );

  // Always the same baskets: what nobody can prove has no guarantee (0047), and these once cost more.
  it('never lets a line raise the total by more than it costs, under kits that share most of their products', () => {
    assert(
      property(bottlesOfTwoTags, kits, (bottles, promotions) => {
        const [one, ...others] = bottles as [BasketLine, ...BasketLine[]];
        const of = (some: BasketLine[]) => priceBasket(basket(some), book({ promotions })).totals.totalCents;
        expect(of(bottles)).toBeLessThanOrEqual(of(others) + one.unitPriceCents * one.quantity);
      }),
      { numRuns: 5, seed: 5, endOnFailure: true },
    );
  });

  it('is proven for sixty products, each under an offer of its own on identical bottles, and one on any three', () => {
    const bottles = Array.from({ length: 60 }, (_, index) =>
      line({ productId: `p${index}`, unitPriceCents: 2000 + index, quantity: 2, tags: ['all'] }),
    );
    const promotions = [
      promotion({ kind: 'n_for_price', count: 2, priceCents: cents(3000) }, { id: 'two of the same', identical: true }),
      promotion({ kind: 'n_for_price', count: 3, priceCents: cents(5400) }, { id: 'any three' }),
    ];
    const priced = priceBasket(basket(bottles), book({ promotions }));
    expect(priced.promotionsExact).toBe(true);
    expect(priced.totals.totalCents).toBe(60 * 3000);
  });

  it('is proven for two kits, a bundle and a gift that want the same twelve lines', () => {
    const kinds = ['ac', 'a', 'bc', 'abc', 'b', 'bc', 'b', 'abc', 'ab', 'bc', 'c', 'abc'];
    const bottles = kinds.map((tags, index) =>
      line({
        productId: `p${index}`,
        unitPriceCents: 707 + ((index * 613) % 3200),
        quantity: 1 + ((index * 5) % 8),
        unitsPerPack: index % 10 === 0 ? 6 : 1,
        tags: [...tags],
      }),
    );
    const kit = (price: number, ...parts: [number, string][]): Offer => ({
      kind: 'kit',
      priceCents: cents(price),
      groups: parts.map(([count, tag]) => ({ count, selector: { tags: [tag] } })),
    });
    const a = { tags: ['a'] };
    const promotions = [
      promotion(kit(4255, [1, 'c'], [3, 'b'], [3, 'a']), { id: 'kit of three' }),
      promotion({ kind: 'n_for_price', count: 3, priceCents: cents(3220) }, { id: 'three', selector: a }),
      promotion(kit(3689, [2, 'a'], [1, 'a'], [1, 'c'], [1, 'c']), { id: 'kit of four' }),
      promotion(
        { kind: 'buy_get', buy: 3, get: 3, rateMillionths: 570_328, getSelector: a },
        { id: 'gift', selector: a },
      ),
    ];
    expect(priceBasket(basket(bottles), book({ promotions })).promotionsExact).toBe(true);
  });

  it('is not changed by what takes part in other offers: wine costs 8997 whatever the beers', () => {
    const wines = [1499, 999, 2499, 2499, 2499, 2499, 1499, 1499];
    const beers = [249, 299, 349, 279, 249, 299, 349, 279];
    const of = (category: string, prices: number[]) =>
      prices.map((unitPriceCents, index) => line({ productId: `${category} ${index}`, category, unitPriceCents }));
    const nFor = (count: number, price: number, category: string) =>
      promotion(
        { kind: 'n_for_price', count, priceCents: cents(price) },
        { id: `${count} ${category}`, selector: { categories: [category] } },
      );
    const promotions = [
      ...[nFor(2, 450, 'beer'), nFor(3, 650, 'beer'), nFor(2, 2500, 'wine')],
      promotion(
        { kind: 'buy_get', buy: 2, get: 1, rateMillionths: 1_000_000, getSelector: null },
        { id: 'free', selector: { categories: ['wine'] } },
      ),
    ];
    const total = (some: BasketLine[]) => priceBasket(basket(some), book({ promotions })).totals.totalCents;
    expect(total(of('wine', wines))).toBe(8997);
    expect(total([...of('wine', wines), ...of('beer', beers)])).toBe(10_747);
  });
});

describe('packs and bottles under many offers', () => {
  const anyOffer = record({
    offer: bundle,
    limit: constantFrom(null, 2, 14),
    perPack: constantFrom(true, false),
    identical: constantFrom(true, false),
  });
  const offers = array(anyOffer, { minLength: 2, maxLength: 8 }).map((all) =>
    all.map(({ offer, limit, perPack, identical }, index) => {
      const selector = perPack ? { packUnits: [6] } : {};
      return promotion(offer, { id: `m${index}`, selector, limitPerSale: limit, perPack, identical });
    }),
  );
  const packs = array(
    record({
      price: integer({ min: 100, max: 4000 }),
      units: constantFrom(1, 2, 6),
      quantity: integer({ min: 1, max: 30 }),
    }),
    {
      minLength: 2,
      maxLength: 12,
    },
  ).map((all) =>
    all.map(({ price, units, quantity }, index) =>
      line({
        productId: `p${index >> 1}`,
        packId: `k${index}`,
        unitsPerPack: units,
        unitPriceCents: price * units,
        quantity,
      }),
    ),
  );

  it('give no bottle twice, pass no limit, and charge nobody more than without them', () => {
    assert(
      property(packs, offers, (lines, promotions) => {
        const priced = priceBasket(basket(lines), book({ promotions }));
        for (const [index, one] of priced.lines.entries()) {
          expect(
            Math.min(one.totalCents, ...one.discounts.map(({ amountCents }) => amountCents)),
          ).toBeGreaterThanOrEqual(0);
          const takenPart = one.trace.filter(({ rule, applied }) => rule === 'promotion' && applied);
          const units = takenPart.reduce((sum, { reason }) => sum + Number.parseInt(reason, 10), 0);
          expect(units).toBeLessThanOrEqual(lines[index] ? one.units : 0);
        }
        for (const { id, limitPerSale, offer, perPack } of promotions) {
          if (limitPerSale === null) continue;
          const size = perPack ? 6 : 1;
          const most =
            offer.kind === 'n_for_price' ? offer.count : offer.kind === 'buy_get' ? offer.buy + offer.get : 1;
          const given = priced.lines.flatMap(({ trace }) =>
            trace.filter(({ ruleId, applied }) => applied && ruleId === id),
          );
          const units = given.reduce((sum, { reason }) => sum + Number.parseInt(reason, 10), 0);
          expect(units).toBeLessThanOrEqual(limitPerSale * most * size);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});

describe('what a bundle takes off', () => {
  const bogo = promotion({ kind: 'buy_get', buy: 1, get: 1, rateMillionths: 1_000_000, getSelector: null });

  it('is shared by all of it, what is bought included: no bottle of a pair is free by itself', () => {
    const pair = [line({ productId: 'a', unitPriceCents: 2000 }), line({ productId: 'b', unitPriceCents: 1000 })];
    expect(priceBasket(basket(pair), book({ promotions: [bogo] })).lines.map(({ totalCents }) => totalCents)).toEqual([
      1333, 667,
    ]);
  });

  it('leaves each part its fair share, to the cent: whatever comes back, what is kept was paid for', () => {
    assert(
      property(lines(6, 4, ['a']), bundles(1, 1, ['all']), (bottles, promotions) => {
        const priced = priceBasket(basket(bottles), book({ promotions })).lines;
        const [only] = promotions;
        for (const one of priced) {
          // The largest part that any bundle of this offer takes off what its units cost.
          const rate = only?.offer.kind === 'buy_get' ? only.offer.rateMillionths / 1_000_000 : 1;
          expect(one.discountCents).toBeLessThanOrEqual(one.grossCents * rate + 1);
          expect(one.discountCents).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});
