import { array, assert, constantFrom, integer, property, record, shuffledSubarray } from 'fast-check';
import { basket, book, line, promotion } from '../../../test/fixtures.ts';
import { cents } from '../../money/money.ts';
import type { Basket, BasketLine } from '../basket.ts';
import { priceBasket } from '../price-basket.ts';
import type { Promotion } from '../rules.ts';

const total = (lines: BasketLine[], promotions: Promotion[], changes: Partial<Basket> = {}) =>
  priceBasket(basket(lines, changes), book({ promotions })).totals.totalCents;
const bottles = (quantity: number, unitPriceCents = 600, productId = 'red') =>
  line({ productId, quantity, unitPriceCents });
const nFor = (count: number, priceCents: number, id: string) =>
  promotion({ kind: 'n_for_price', count, priceCents: cents(priceCents) }, { id });
const TIERS = promotion({
  kind: 'tiers',
  tiers: [
    { from: 2, rateMillionths: 50_000, amountCents: null },
    { from: 6, rateMillionths: 100_000, amountCents: null },
    { from: 12, rateMillionths: 150_000, amountCents: null },
  ],
  weights: [{ minVolumeMl: 1500, weight: 2 }],
});

describe('offers on each unit', () => {
  it('take off an amount or a part, or set a price, never below nothing', () => {
    expect(total([bottles(3)], [promotion({ kind: 'amount_off', amountCents: cents(50) })])).toBe(1650);
    expect(total([bottles(3)], [promotion({ kind: 'amount_off', amountCents: cents(9999) })])).toBe(0);
    expect(total([bottles(3)], [promotion({ kind: 'fixed_price', priceCents: cents(500) })])).toBe(1500);
    expect(total([bottles(3)], [promotion({ kind: 'fixed_price', priceCents: cents(700) })])).toBe(1800);
  });

  it('round a percentage once a line, not once a bottle', () => {
    // 15 % of 12 × $9.99 is $17.982; rounded bottle by bottle it would be $18.00.
    expect(total([bottles(12, 999)], [promotion({ kind: 'percent_off', rateMillionths: 150_000 })])).toBe(
      11_988 - 1798,
    );
  });

  it('give the better of two exclusive ones, and both of two stackable ones', () => {
    const ten = { kind: 'percent_off', rateMillionths: 100_000 } as const;
    const dollar = { kind: 'amount_off', amountCents: cents(100) } as const;
    expect(total([bottles(1)], [promotion(ten, { id: 'a' }), promotion(dollar, { id: 'b' })])).toBe(500);
    const stackable = (offer: Promotion['offer'], id: string) => promotion(offer, { id, stackable: true });
    expect(total([bottles(1)], [stackable(ten, 'a'), stackable(dollar, 'b')])).toBe(440);
    expect(total([bottles(1)], [stackable(ten, 'a'), promotion(dollar, { id: 'b' })])).toBe(500);
  });
});

describe('tiers', () => {
  it('are those of the store in the field notes: 2 to 5 bottles 5 %, 6 to 11 10 %, from 12 15 %', () => {
    const charged = [1, 2, 5, 6, 11, 12].map((count) => total([bottles(count, 1000)], [TIERS]));
    expect(charged).toEqual([1000, 1900, 4750, 5400, 9900, 10_200]);
  });

  it('count large bottles double and mixed bottles together', () => {
    const magnum = line({ productId: 'magnum', volumeMl: 1500, unitPriceCents: 2000 });
    expect(total([magnum, bottles(4, 1000)], [TIERS])).toBe(1800 + 3600);
  });

  it('let marked-down wine count toward the case without giving it anything', () => {
    const tiers = { ...TIERS, countsOnly: { tags: ['marked-down'] } };
    const marked = line({ productId: 'old', tags: ['marked-down'], quantity: 6 });
    expect(total([marked, bottles(6, 1000)], [tiers])).toBe(6000 + 5100);
  });

  it('give the best that is reached: a bottle more takes nothing from the others', () => {
    const tiers = [
      { from: 6, rateMillionths: 100_000, amountCents: null },
      { from: 12, rateMillionths: null, amountCents: cents(100) },
    ];
    const offer = promotion({ kind: 'tiers', tiers, weights: [] });
    expect(total([bottles(11, 2000)], [offer])).toBe(11 * 1800);
    expect(total([bottles(12, 2000)], [offer])).toBe(12 * 1800);
    expect(total([bottles(12, 500)], [offer])).toBe(12 * 400);
  });

  it('say how many bottles the next one is away', () => {
    const [one] = priceBasket(basket([bottles(3)]), book({ promotions: [TIERS] })).lines;
    expect(one?.trace).toContainEqual(
      expect.objectContaining({
        rule: 'promotion',
        code: 'applied',
        missingUnits: 3,
        reason: '3 of 3 units; 3 more for 10 % off',
      }),
    );
  });
});

describe('bundles', () => {
  it('are priced exactly, whatever the bottles cost and whichever pack they come in', () => {
    const three = nFor(3, 2000, 'm1');
    const mixed = [
      bottles(1, 799, 'a'),
      bottles(1, 899, 'b'),
      line({ productId: 'c', unitsPerPack: 4, unitPriceCents: 3199 }),
    ];
    // The three dearest of 799.75 × 4, 799 and 899: 899 and two of the pack; then two of the pack and 799.
    expect(total(mixed, [three])).toBe(4000);
  });

  it('combine to the best whole, where taking one offer as often as possible would not', () => {
    // Seven at $6 with 2 for $9 and 3 for $13: 2 + 2 + 3 costs 31; only twos 33, threes first 32.
    expect(total([bottles(7)], [nFor(2, 900, 'a'), nFor(3, 1300, 'b')])).toBe(3100);
  });

  it('leave an offer alone that would cost more than it saves', () => {
    expect(total([bottles(2, 400)], [nFor(2, 900, 'a')])).toBe(800);
  });

  it('give one free of those that cost no more than what is bought', () => {
    const one = promotion({ kind: 'buy_get', buy: 1, get: 1, rateMillionths: 1_000_000, getSelector: null });
    expect(
      total([bottles(1, 2000, 'a'), bottles(1, 1800, 'b'), bottles(1, 600, 'c'), bottles(1, 500, 'd')], [one]),
    ).toBe(2600);
  });

  it('give part of what is promised for part of the bottles: buy 2 get 2, with three', () => {
    const two = promotion({ kind: 'buy_get', buy: 2, get: 2, rateMillionths: 1_000_000, getSelector: null });
    expect(total([bottles(3)], [two])).toBe(1200);
  });

  it('give something else for what is bought', () => {
    const gift = promotion(
      { kind: 'buy_get', buy: 2, get: 1, rateMillionths: 500_000, getSelector: { productIds: ['cheese'] } },
      { selector: { productIds: ['red'] } },
    );
    expect(total([bottles(4), bottles(3, 800, 'cheese')], [gift])).toBe(2400 + 800 + 400 + 400);
  });

  it('keep the limit of a sale, for bundles and for single units', () => {
    expect(total([bottles(9)], [{ ...nFor(3, 1200, 'a'), limitPerSale: 2 }])).toBe(2 * 1200 + 3 * 600);
    const off = promotion({ kind: 'amount_off', amountCents: cents(100) }, { limitPerSale: 4 });
    expect(total([bottles(9)], [off])).toBe(9 * 600 - 400);
  });

  it('keep the limit of a sale past the bound of the exact search too', () => {
    const many = 30_000;
    const limited = { ...nFor(3, 1200, 'a'), limitPerSale: 2 };
    expect(total([bottles(many)], [limited])).toBe(2 * 1200 + (many - 6) * 600);
    const off = promotion({ kind: 'amount_off', amountCents: cents(100) }, { limitPerSale: 4 });
    expect(total([bottles(many)], [limited, off])).toBeGreaterThanOrEqual(many * 600 - 2 * 600 - 400);
  });

  it('never use a bottle twice', () => {
    const three = nFor(3, 1000, 'a');
    const free = promotion(
      { kind: 'buy_get', buy: 2, get: 1, rateMillionths: 1_000_000, getSelector: null },
      { id: 'b' },
    );
    expect(total([bottles(3)], [three, free])).toBe(1000);
    expect(total([bottles(6)], [three, free])).toBe(2000);
  });
});

describe('when and for whom', () => {
  const ten = (changes: Partial<Promotion>) => promotion({ kind: 'percent_off', rateMillionths: 100_000 }, changes);

  it('runs on its weekdays and hours; past midnight belongs to the evening before', () => {
    const friday = ten({ weekdays: [5], hours: { fromMinute: 22 * 60, toMinute: 2 * 60 } });
    const at = (date: string, minute: number) => total([bottles(1)], [friday], { at: { date, minute } });
    expect(at('2026-11-27', 23 * 60)).toBe(540);
    expect(at('2026-11-28', 60)).toBe(540);
    expect(at('2026-11-28', 2 * 60)).toBe(600);
    expect(at('2026-11-27', 60)).toBe(600);
    expect(at('2026-11-28', 23 * 60)).toBe(600);
  });

  it('begins and ends with the evening its dates name, past midnight too', () => {
    const night = ten({
      hours: { fromMinute: 22 * 60, toMinute: 2 * 60 },
      effectiveFrom: '2026-12-31',
      effectiveTo: '2026-12-31',
    });
    const at = (date: string, minute: number) => total([bottles(1)], [night], { at: { date, minute } });
    expect([at('2026-12-31', 60), at('2026-12-31', 23 * 60), at('2027-01-01', 60)]).toEqual([600, 540, 540]);
  });

  it('is for its customer groups', () => {
    const club = ten({ customerGroups: ['club'] });
    expect(total([bottles(1)], [club])).toBe(600);
    expect(total([bottles(1)], [club], { customer: { groups: ['club'], taxExempt: false } })).toBe(540);
  });

  it('chooses products by all the criteria given', () => {
    const selector = { categories: ['wine'], brands: ['oak'], minVolumeMl: 1000 };
    const oak = { brand: 'oak', volumeMl: 1500 };
    const charged = [
      line(oak),
      line({ ...oak, volumeMl: 750 }),
      line({ ...oak, category: 'beer' }),
      line({ volumeMl: 1500 }),
    ];
    expect(charged.map((one) => total([one], [ten({ selector })]))).toEqual([900, 1000, 1000, 1000]);
  });
});

describe('large baskets, past the bound of the exact search', () => {
  const promotions = (count: number) =>
    array(
      record({
        size: integer({ min: 2, max: 6 }),
        cents: integer({ min: 500, max: 4000 }),
        tag: constantFrom('a', 'b', 'c'),
      }),
      { minLength: count, maxLength: count },
    ).map((all) =>
      all.map(({ size, cents: price, tag }, index) => ({
        ...nFor(size, price, `m${index}`),
        selector: { tags: [tag, 'all'] },
      })),
    );
  const many = array(integer({ min: 300, max: 3000 }), { minLength: 30, maxLength: 40 }).map((prices) =>
    prices.map((price, index) =>
      line({
        productId: `p${index}`,
        unitPriceCents: price,
        quantity: (index % 5) + 1,
        tags: [['a', 'b', 'all'][index % 3] ?? 'c'],
      }),
    ),
  );

  it('say so, save at least what the best single offer saves, and do not depend on the scan order', () => {
    assert(
      property(many, promotions(6), integer({ min: 1, max: 29 }), (lines, offers, by) => {
        const priced = priceBasket(basket(lines), book({ promotions: offers }));
        const alone = offers.map((offer) => total(lines, [offer]));
        // Alone each is chosen best; together they may take each other's bottles, by no more than the bundle's size.
        const list = total(lines, []);
        const largest = Math.max(...offers.map(({ offer }) => (offer.kind === 'n_for_price' ? offer.count : 1)));
        expect((list - priced.totals.totalCents) * largest).toBeGreaterThanOrEqual(list - Math.min(...alone));
        expect(total([...lines.slice(by), ...lines.slice(0, by)], offers)).toBe(priced.totals.totalCents);
      }),
      { numRuns: 100 },
    );
  });

  it('are priced to the cent the same for any order of scanning', () => {
    const lines = Array.from({ length: 40 }, (_, index) =>
      line({ productId: `p${index}`, unitPriceCents: 700 + index, quantity: 2 }),
    );
    const offers = [nFor(2, 1000, 'a'), nFor(3, 1700, 'b'), nFor(4, 2000, 'c')];
    const right = total(lines, offers);
    assert(
      property(shuffledSubarray(lines, { minLength: 40 }), (turned) => expect(total(turned, offers)).toBe(right)),
      { numRuns: 30 },
    );
  });
});
