import { assert, integer, property } from 'fast-check';
import { basket as anyBasket, ruleBook } from '../../test/arbitraries.ts';
import { basket, book, line, percentage, promotion, rule } from '../../test/fixtures.ts';
import { cents } from '../money/money.ts';
import type { Basket, BasketLine } from './basket.ts';
import { leastForCost } from './minimum-prices.ts';
import { priceBasket } from './price-basket.ts';
import type { MinimumPrice, Promotion, Selector } from './rules.ts';

const least = (minimum: MinimumPrice['minimum'], selector: Selector = {}): MinimumPrice => ({
  ...rule,
  id: `n ${minimum.kind}`,
  name: 'Least',
  selector,
  minimum,
});
const perUnit = (amount: number, selector: Selector = {}) =>
  least({ kind: 'per_unit', amountCents: cents(amount) }, selector);
const half = promotion({ kind: 'percent_off', rateMillionths: 500_000 });

function priced(
  lines: BasketLine[],
  minimums: MinimumPrice[],
  changes: Partial<Basket> = {},
  offers: Promotion[] = [],
) {
  return priceBasket(basket(lines, changes), book({ minimums, promotions: offers }));
}
const total = (...args: Parameters<typeof priced>) => priced(...args).totals.totalCents;

describe('a minimum price', () => {
  it('holds whatever offers, discounts and prices by hand come together', () => {
    const override = { unitPriceCents: cents(300), reason: 'match' };
    const discount = { kind: 'percent', rateMillionths: 900_000, reason: 'friend' } as const;
    expect(total([line()], [perUnit(800)], {}, [half])).toBe(800);
    expect(total([line({ override })], [perUnit(800)])).toBe(800);
    expect(total([line({ discount })], [perUnit(800)])).toBe(800);
    expect(total([line({ override, discount })], [perUnit(800)], { discount }, [half])).toBe(800);
    expect(total([line({ unitPriceCents: 500 })], [perUnit(800)])).toBe(800);
    expect(total([line()], [perUnit(800)])).toBe(1000);
  });

  it('holds for a free bottle of two: the pair costs what two cost at the least', () => {
    const offer = { kind: 'buy_get', buy: 1, get: 1, rateMillionths: 1_000_000, getSelector: null } as const;
    expect(total([line({ quantity: 2 })], [perUnit(800)], {}, [promotion(offer)])).toBe(1600);
  });

  it('says which rule raised a price, and by how much', () => {
    const [sold] = priced([line({ quantity: 2 })], [perUnit(800)], {}, [half]).lines;
    expect(sold?.discounts).toMatchObject([
      { kind: 'promotion', amountCents: 1000 },
      { kind: 'minimum_price', ruleId: 'n per_unit', name: 'Least', amountCents: -600 },
    ]);
    expect(sold?.trace).toContainEqual(expect.objectContaining({ rule: 'minimum_price', applied: true }));
  });

  it('is Scotland’s by strength and volume: 65 p for 10 ml of alcohol, £18.20 for 70 cl at 40 %', () => {
    // The Alcohol (Minimum Price per Unit) (Scotland) Amendment Order 2024: strength × volume × £0.65, in litres and hundredths.
    const unit = [least({ kind: 'per_litre_of_alcohol', amountCents: cents(6500) })];
    expect(total([line({ volumeMl: 700, abv: 4000, unitPriceCents: 1000 })], unit)).toBe(1820);
    // 50 cl of 4.5 %: 2.25 units at 65 p are 146.25 p, and a part of a penny is a penny.
    expect(total([line({ volumeMl: 500, abv: 450, unitPriceCents: 100 })], unit)).toBe(147);
    expect(total([line({ volumeMl: 500, abv: null, unitPriceCents: 100 })], unit)).toBe(100);
  });

  it('is the highest of those that choose a product, by unit or by litre, of a pack for all of it', () => {
    const litre = least({ kind: 'per_litre', amountCents: cents(1000) });
    expect(total([line({ unitPriceCents: 1 })], [perUnit(700), litre])).toBe(750);
    expect(total([line({ unitPriceCents: 1 })], [perUnit(800), litre])).toBe(800);
    expect(total([line({ unitPriceCents: 100, unitsPerPack: 6, quantity: 2 })], [litre])).toBe(9000);
    expect(total([line({ unitPriceCents: 1 })], [perUnit(800, { categories: ['beer'] })])).toBe(1);
  });

  it('of the cost is a part of a cent more: 6 % on 999 is 1059', () => {
    expect(leastForCost(999, 60_000)).toBe(1059);
    expect(leastForCost(1000, 0)).toBe(1000);
  });
});

describe('lines of the same pack under a minimum price', () => {
  const rung = (...quantities: number[]) => quantities.map((quantity) => line({ quantity }));
  const charged = (lines: BasketLine[], offers: Promotion[], changes: Partial<Basket> = {}) =>
    priced(lines, [perUnit(333)], changes, offers).lines.map(
      ({ grossCents, discountCents }) => grossCents - discountCents,
    );

  it('cost each their own, however low an offer or a hand brought them', () => {
    const free = promotion({ kind: 'fixed_price', priceCents: cents(0) });
    const discount = { kind: 'percent', rateMillionths: 1_000_000, reason: 'friend' } as const;
    expect(charged(rung(1, 5), [free])).toEqual([333, 1665]);
    expect(charged(rung(1, 2, 4), [], { discount })).toEqual([333, 666, 1332]);
    const most = { kind: 'amount', amountCents: cents(2999), reason: 'friend' } as const;
    expect(charged(rung(1, 1, 1), [], { discount: most })).toEqual([333, 333, 333]);
  });
});

describe('any basket under any rules', () => {
  it('has no line below its minimum, what a manufacturer pays included', () => {
    assert(
      property(anyBasket, ruleBook, integer({ min: 1, max: 900 }), (of, rules, amount) => {
        const rule = perUnit(amount);
        for (const sold of priceBasket(of, { ...rules, minimums: [rule] }).lines) {
          const paidBack = sold.discounts.reduce((sum, one) => sum + (one.reimbursed ? one.amountCents : 0), 0);
          expect(sold.grossCents - sold.discountCents + paidBack).toBeGreaterThanOrEqual(amount * sold.units);
        }
      }),
      { endOnFailure: true },
    );
  });
});

describe('a manufacturer’s coupon', () => {
  const coupon = promotion({ kind: 'amount_off', amountCents: cents(600) }, { reimbursed: true });
  const taxes = [percentage(100_000)];
  const of = (changes: Partial<Basket>) =>
    priceBasket(basket([line({ ebtEligible: true })], changes), book({ promotions: [coupon], taxes })).totals;

  it('is taxed whatever benefits pay of the rest (CDTFA annotation 245.0710)', () => {
    expect(of({})).toMatchObject({ taxCents: 100, totalCents: 500 });
    expect(of({ ebtCents: cents(200) }).taxCents).toBe(80);
    expect(of({ ebtCents: cents(400) }).taxCents).toBe(60);
  });

  it('is paid, too: the store is not below its minimum by it', () => {
    const minimums = [perUnit(900)];
    const { totals } = priceBasket(basket([line()]), book({ promotions: [coupon], minimums }));
    expect(totals.totalCents).toBe(400);
  });
});
