import { basket, book, line, promotion } from '../../../test/fixtures.ts';
import { cents } from '../../money/money.ts';
import type { Basket, BasketLine } from '../basket.ts';
import { priceBasket } from '../price-basket.ts';
import type { Promotion } from '../rules.ts';

const priced = (lines: BasketLine[], promotions: Promotion[], changes: Partial<Basket> = {}) =>
  priceBasket(basket(lines, changes), book({ promotions }));
const total = (...args: Parameters<typeof priced>) => priced(...args).totals.totalCents;
const wines = (...prices: number[]) =>
  prices.map((unitPriceCents, index) => line({ productId: `wine ${index}`, unitPriceCents }));
const BUY_ONE_GET_ONE = { kind: 'buy_get', buy: 1, get: 1, rateMillionths: 1_000_000, getSelector: null } as const;

describe('deals aimed at a pack', () => {
  const six = (productId: string, unitPriceCents: number, quantity = 1) =>
    line({ productId, unitsPerPack: 6, unitPriceCents, quantity });
  const sixes = { selector: { packUnits: [6] }, perPack: true };

  it('halve no single pack: buy one six-pack, get one', () => {
    const offer = promotion(BUY_ONE_GET_ONE, sixes);
    expect(total([six('ale', 999)], [offer])).toBe(999);
    expect(total([six('ale', 999), six('stout', 1299)], [offer])).toBe(1299);
    expect(total([six('ale', 999, 3)], [offer])).toBe(1998);
  });

  it('leave other packs alone: a 12-pack at 9.99 does not cut the 24-pack', () => {
    const offer = promotion(
      { kind: 'fixed_price', priceCents: cents(999) },
      { selector: { packUnits: [12] }, perPack: true },
    );
    expect(total([line({ unitsPerPack: 24, unitPriceCents: 2399 })], [offer])).toBe(2399);
    expect(total([line({ unitsPerPack: 12, unitPriceCents: 1299, quantity: 2 })], [offer])).toBe(1998);
  });

  it('and deals on bottles share the bottles of a pack between them, whichever saves more', () => {
    const twoPacks = promotion({ kind: 'n_for_price', count: 2, priceCents: cents(1500) }, { id: 'packs', ...sixes });
    const bottles = promotion({ kind: 'n_for_price', count: 7, priceCents: cents(600) }, { id: 'bottles' });
    // Seven bottles of two broken packs for 6.00 and five at 1.665 cost less than both packs for 15.00.
    expect(total([six('ale', 999, 2)], [twoPacks, bottles])).toBe(600 + 832);
    expect(total([six('ale', 999, 2)], [twoPacks])).toBe(1500);
  });
});

describe('deals on identical things', () => {
  it('pair no two different ones, all over a category', () => {
    const offer = promotion(BUY_ONE_GET_ONE, { identical: true, selector: { categories: ['wine'] } });
    expect(total(wines(999, 599), [offer])).toBe(1598);
    expect(total([line({ quantity: 2 }), ...wines(599)], [offer])).toBe(1599);
  });

  it('count each product for itself', () => {
    const tiers = [{ from: 6, rateMillionths: 100_000, amountCents: null }];
    const offer = promotion({ kind: 'tiers', tiers, weights: [] }, { identical: true });
    expect(total([line({ quantity: 6 }), ...wines(1000)], [offer])).toBe(5400 + 1000);
  });

  it('keep one limit for all of them', () => {
    const offer = promotion(BUY_ONE_GET_ONE, { identical: true, limitPerSale: 1 });
    expect(
      total([line({ quantity: 2 }), line({ productId: 'white', quantity: 2, unitPriceCents: 1500 })], [offer]),
    ).toBe(2000 + 1500);
  });
});

describe('deals by count', () => {
  it('take an amount off each: buy 5, save $5 each', () => {
    const offer = promotion({
      kind: 'tiers',
      tiers: [{ from: 5, rateMillionths: null, amountCents: cents(500) }],
      weights: [],
    });
    expect(total(wines(1299, 1399, 1499, 1599, 1699), [offer])).toBe(4995);
    expect(total(wines(1299, 1399, 1499, 1599), [offer])).toBe(1299 + 1399 + 1499 + 1599);
  });

  it('count half a bottle for half (Montgomery County: 500 ml are half a point)', () => {
    const weights = [
      { minVolumeMl: 375, weight: 1 },
      { minVolumeMl: 500, weight: 0.5 },
      { minVolumeMl: 750, weight: 1 },
      { minVolumeMl: 1500, weight: 2 },
      { minVolumeMl: 3000, weight: 3 },
    ];
    const tiers = [{ from: 12, rateMillionths: 80_000, amountCents: null }];
    const offer = promotion({ kind: 'tiers', tiers, weights }, { selector: { except: { tags: ['sale'] } } });
    const of = (volumeMl: number, quantity: number, tags: string[] = []) =>
      line({ productId: `${volumeMl}`, volumeMl, quantity, tags });
    expect(total([of(750, 2), of(1500, 2), of(1750, 3)], [offer])).toBe(7000 - 560);
    expect(total([of(500, 23)], [offer])).toBe(23_000);
    expect(total([of(500, 24)], [offer])).toBe(24_000 - 1920);
    // What is on sale counts for nothing.
    expect(total([of(750, 11), of(1500, 1, ['sale'])], [offer])).toBe(12_000);
  });

  it('choose by what a pack costs', () => {
    const offer = promotion(
      { kind: 'percent_off', rateMillionths: 100_000 },
      { selector: { minPriceCents: 1000, maxPriceCents: 1999 } },
    );
    expect(total(wines(999, 1000, 1999, 2000), [offer])).toBe(999 + 900 + 1799 + 2000);
  });
});

describe('kits', () => {
  const kit = promotion({
    kind: 'kit',
    groups: [
      { selector: { tags: ['gin'] }, count: 1 },
      { selector: { tags: ['tonic'] }, count: 4 },
      { selector: { tags: ['lime'] }, count: 1 },
    ],
    priceCents: cents(3000),
  });
  const of = (tag: string, unitPriceCents: number, quantity = 1) =>
    line({ productId: `${tag} ${unitPriceCents}`, tags: [tag], unitPriceCents, quantity });

  it('cost their price when they are whole, and nothing less else', () => {
    const whole = [of('gin', 2899), of('tonic', 149, 4), of('lime', 69)];
    expect(total(whole, [kit])).toBe(3000);
    expect(total(whole.slice(0, 2), [kit])).toBe(2899 + 596);
  });

  it('take the dearest of each group, and as many as there are', () => {
    const lines = [of('gin', 2899), of('gin', 3999), of('tonic', 149, 9), of('lime', 69), of('lime', 59)];
    expect(total(lines, [kit])).toBe(6000 + 149);
    expect(total([...lines.slice(1, 3), of('gin', 2899), of('lime', 69)], [kit])).toBe(3000 + 2899 + 5 * 149);
  });

  it('save no less in a larger basket: twice the bottles, twice the kits', () => {
    const tags = ['gin', 'tonic', 'lime'];
    const off = (quantity: number) =>
      priced(
        Array.from({ length: 30 }, (_, index) => of(tags[index % 3] as string, 700 + ((index * 389) % 2400), quantity)),
        [{ ...kit, offer: { ...kit.offer, priceCents: cents(6000) } as Promotion['offer'] }],
      ).totals.discountCents;
    for (const quantity of [1, 2, 3, 5, 10]) expect(off(2 * quantity)).toBeGreaterThanOrEqual(2 * off(quantity));
  });

  it('of packs, too', () => {
    const groups = [1, 6, 1, 2].map((count) => ({ selector: {}, count }));
    const ofPacks = promotion({ kind: 'kit', groups, priceCents: cents(50_000) }, { perPack: true });
    const off = (quantity: number) =>
      priced(
        Array.from({ length: 5 }, (_, index) =>
          line({ productId: `p${index}`, unitsPerPack: 12, unitPriceCents: 12 * (700 + index * 389), quantity }),
        ),
        [ofPacks],
      ).totals.discountCents;
    expect(off(2)).toBeGreaterThan(0);
    for (const quantity of [2, 4, 8]) expect(off(2 * quantity)).toBeGreaterThanOrEqual(2 * off(quantity));
  });
});

describe('bundles', () => {
  it('take nothing off a price set by hand, whose units count', () => {
    const half = promotion(
      { kind: 'buy_get', buy: 1, get: 1, rateMillionths: 500_000, getSelector: { productIds: ['wine 1'] } },
      { selector: { productIds: ['wine 0'] } },
    );
    const [bought, got] = wines(1000, 1000) as [BasketLine, BasketLine];
    expect(total([bought, got], [half])).toBe(1500);
    expect(total([{ ...bought, override: { unitPriceCents: cents(900), reason: 'match' } }, got], [half])).toBe(1400);
  });

  it('are found where many follow one, before or behind it in price', () => {
    const kitOf = (count: number) =>
      promotion({
        kind: 'kit',
        groups: [
          { selector: { tags: ['one'] }, count: 1 },
          { selector: { tags: ['many'] }, count },
        ],
        priceCents: cents(1000),
      });
    const of = (one: number, many: number, count: number) => [
      line({ productId: 'one', tags: ['one'], unitPriceCents: one }),
      line({ productId: 'many', tags: ['many'], unitPriceCents: many, quantity: count }),
    ];
    expect(total(of(50, 100, 64), [kitOf(64)])).toBe(1000);
    expect(total(of(5000, 100, 64), [kitOf(64)])).toBe(1000);
  });

  it('answer where they are too large to be told apart, and say what may be missed', () => {
    const groups = Array.from({ length: 10 }, () => ({ selector: {}, count: 100 }));
    const huge = promotion({ kind: 'kit', groups, priceCents: cents(0) }, { perPack: true });
    const many = promotion({ kind: 'buy_get', buy: 1000, get: 1000, rateMillionths: 500_000, getSelector: null });
    const cases = (count: number, quantity: number) =>
      Array.from({ length: count }, (_, index) =>
        line({ productId: `p${index}`, unitsPerPack: 12, unitPriceCents: 9000 + index, quantity }),
      );
    expect(priced(cases(20, 24), [huge]).promotionsExact).toBe(false);
    const { totals, promotionsMostMissedCents } = priced(cases(100, 9999), [many]);
    const whole = totals.grossCents / 4;
    expect(totals.discountCents).toBeGreaterThan(whole * 0.98);
    expect(totals.discountCents + promotionsMostMissedCents).toBeGreaterThanOrEqual(whole - 1);
  });

  it('use as much of very many bottles as their limits allow, and say that this is not proven', () => {
    const limited = [20, 21, 22].map((off, index) =>
      promotion({ kind: 'amount_off', amountCents: cents(off) }, { id: `m${index}`, limitPerSale: 40 }),
    );
    const { totals, promotionsExact } = priced([line({ quantity: 2600 })], limited);
    expect(totals.discountCents).toBe(40 * (20 + 21 + 22));
    expect(promotionsExact).toBe(false);
  });
});

describe('deals on what is spent', () => {
  const spend = (changes: Partial<Promotion> = {}, measured: 'before_offers' | 'after_offers' = 'after_offers') =>
    promotion(
      { kind: 'spend_get', thresholdCents: cents(5000), measured, amountCents: cents(500) },
      { id: 's', ...changes },
    );

  it('take their amount off for each time, as often as a sale may', () => {
    expect(total(wines(4999), [spend()])).toBe(4999);
    expect(total(wines(6000, 4000), [spend()])).toBe(9000);
    expect(total(wines(6000, 4000), [spend({ limitPerSale: 1 })])).toBe(9500);
  });

  it('count before or after the other offers', () => {
    const tenOff = promotion({ kind: 'percent_off', rateMillionths: 100_000 });
    expect(total(wines(5500), [tenOff, spend()])).toBe(4950);
    expect(total(wines(5500), [tenOff, spend({}, 'before_offers')])).toBe(4450);
  });

  it('come with the best of those that do not combine', () => {
    const percent = promotion(
      { kind: 'spend_percent', thresholdCents: cents(5000), measured: 'after_offers', rateMillionths: 200_000 },
      { id: 'p' },
    );
    expect(total(wines(5000), [spend(), percent])).toBe(4000);
    const first = spend({ stackable: true, order: 1 }, 'before_offers');
    const second = { ...percent, stackable: true, order: 2 };
    expect(total(wines(6250), [first, second])).toBe(4600);
  });

  it('say how much is missing', () => {
    const [entry] = priced(wines(4000), [spend()]).lines[0]?.trace.filter(({ rule }) => rule === 'promotion') ?? [];
    expect(entry).toMatchObject({ code: 'needs_more', reason: '1000 cents more to be spent', missingUnits: null });
  });
});

describe('deals on top of deals', () => {
  const sale = promotion({ kind: 'percent_off', rateMillionths: 200_000 }, { id: 'z', stackable: true });
  const club = promotion({ kind: 'percent_off', rateMillionths: 100_000 }, { id: 'a', stackable: true });

  it('add up, or are taken off what the others leave, in their order', () => {
    expect(total(wines(1000), [sale, club])).toBe(700);
    expect(total(wines(1000), [sale, { ...club, chained: true }])).toBe(720);
    const dollar = promotion(
      { kind: 'amount_off', amountCents: cents(100) },
      { id: 'b', stackable: true, chained: true },
    );
    expect(total(wines(1000), [sale, { ...club, chained: true, order: 1 }, { ...dollar, order: 2 }])).toBe(620);
    expect(total(wines(1000), [sale, { ...club, chained: true, order: 2 }, { ...dollar, order: 1 }])).toBe(630);
  });

  it('take no more than their most off a sale, and give way where that costs less', () => {
    const capped = promotion(
      { kind: 'percent_off', rateMillionths: 200_000 },
      { id: 'c', maxDiscountCents: cents(2000) },
    );
    const ten = promotion({ kind: 'percent_off', rateMillionths: 100_000 }, { id: 'd' });
    expect(total(wines(5000), [capped, ten])).toBe(4000);
    expect(total(wines(15_000), [capped])).toBe(13_000);
    expect(total(wines(30_000), [capped, ten])).toBe(27_000);
    const [first, second] = priced(wines(10_000, 20_000), [capped]).lines;
    expect([first?.discountCents, second?.discountCents]).toEqual([667, 1333]);
  });

  it('need their coupon', () => {
    const offer = promotion({ kind: 'percent_off', rateMillionths: 100_000 }, { couponCode: 'SPRING' });
    expect(total(wines(1000), [offer])).toBe(1000);
    expect(total(wines(1000), [offer], { coupons: ['SPRING'] })).toBe(900);
    expect(priced(wines(1000), [offer]).lines[0]?.trace).toContainEqual(
      expect.objectContaining({ code: 'needs_coupon' }),
    );
  });

  it('are for customers the store knows where each of them may have it so often', () => {
    const offer = promotion({ kind: 'percent_off', rateMillionths: 100_000 }, { maxUsesPerCustomer: 1 });
    const known = { customer: { reference: '555', groups: [], taxExempt: false } };
    expect(priced(wines(1000), [offer]).lines[0]?.trace).toContainEqual(
      expect.objectContaining({ code: 'needs_customer' }),
    );
    expect(total(wines(1000), [offer], known)).toBe(900);
    const left = { ...known, offersLeft: [{ promotionId: 'm1', uses: 0, cents: null }] };
    expect(priced(wines(1000), [offer], left).lines[0]?.trace).toContainEqual(
      expect.objectContaining({ code: 'used_up' }),
    );
  });

  it('take off no more than what is left of their budget', () => {
    const offer = promotion({ kind: 'percent_off', rateMillionths: 100_000 }, { budgetCents: cents(150) });
    const off = (left: number) =>
      priced(wines(1000, 2000), [offer], { offersLeft: [{ promotionId: 'm1', uses: null, cents: cents(left) }] }).totals
        .discountCents;
    expect(priced(wines(1000, 2000), [offer]).totals.discountCents).toBe(150);
    expect([off(1000), off(150), off(40), off(0)]).toEqual([300, 150, 40, 0]);
  });

  it('are for what is paid in cash, all of it', () => {
    const offer = promotion({ kind: 'percent_off', rateMillionths: 40_000 }, { paidWith: ['cash'] });
    expect(total(wines(1000), [offer], { paidWith: ['cash'] })).toBe(960);
    expect(total(wines(1000), [offer], { paidWith: ['cash', 'card'] })).toBe(1000);
    expect(priced(wines(1000), [offer]).lines[0]?.trace).toContainEqual(
      expect.objectContaining({ code: 'needs_tender', reason: 'is for what is paid with cash' }),
    );
  });
});
