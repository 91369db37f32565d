import { assert, integer, property } from 'fast-check';
import { basket as anyBasket, ruleBook } from '../../test/arbitraries.ts';
import { basket, book, deposit, line, percentage, promotion } from '../../test/fixtures.ts';
import { cents } from '../money/money.ts';
import type { Basket } from './basket.ts';
import { priceBasket } from './price-basket.ts';
import type { PricedBasket } from './priced-basket.ts';

const FIGURES = ['units', 'grossCents', 'discountCents', 'includedTaxCents', 'netCents', 'taxCents'] as const;

describe('priceBasket', () => {
  it('prices packs and counts the base units they take', () => {
    const six = line({ unitsPerPack: 6, unitPriceCents: 3999 });
    const { totals } = priceBasket(basket([six, line({ unitPriceCents: 713 })]), book({}));
    expect(totals).toMatchObject({ units: 7, grossCents: 4712, totalCents: 4712 });
  });

  it('charges the same whatever the order of the lines and of the rules', () => {
    assert(
      property(anyBasket, ruleBook, integer({ min: 1, max: 3 }), (given, rules, by) => {
        const turned = <T>(list: readonly T[]) => [
          ...list.slice(by % (list.length || 1)),
          ...list.slice(0, by % (list.length || 1)),
        ];
        const other = {
          ...rules,
          promotions: turned(rules.promotions),
          taxes: turned(rules.taxes),
          deposits: turned(rules.deposits),
        };
        const { totals } = priceBasket({ ...given, lines: turned(given.lines) }, other);
        expect(totals).toEqual(priceBasket(given, rules).totals);
      }),
      { numRuns: 700 },
    );
  });

  it('charges for a line rung up in parts what it charges for the whole', () => {
    assert(
      property(anyBasket, ruleBook, integer({ min: 1, max: 5 }), (given, rules, more) => {
        const [first, ...others] = given.lines.map(({ override, discount, ...plain }) => plain);
        if (!first) return;
        const whole = { ...first, quantity: first.quantity + more };
        const parts = [first, ...others, { ...first, quantity: more }];
        const { totals } = priceBasket({ ...given, lines: [whole, ...others] }, rules);
        expect(priceBasket({ ...given, lines: parts }, rules).totals).toEqual(totals);
      }),
      { numRuns: 700 },
    );
  });

  it('has totals that are the sums of its lines, and lines whose figures add up', () => {
    assert(
      property(anyBasket, ruleBook, (given, rules) => {
        const { lines, totals, empties } = priceBasket(given, rules);
        for (const figure of FIGURES) expect(totals[figure]).toBe(sum(lines.map((one) => one[figure])));
        const paidOut = sum(empties.map(({ amountCents }) => amountCents));
        expect(totals.totalCents).toBe(sum(lines.map(({ totalCents }) => totalCents)) + paidOut);
        for (const one of lines) expectToAddUp(one);
      }),
      { numRuns: 700 },
    );
  });

  it('never charges a negative amount where nothing is brought back', () => {
    assert(
      property(anyBasket, ruleBook, (given, rules) => {
        for (const one of priceBasket({ ...given, empties: [] }, rules).lines) {
          expect(Math.min(one.taxCents, one.depositCents, one.totalCents)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 700 },
    );
  });

  it('names the version of every rule it applied, and of the rule book', () => {
    const priced = priceBasket(
      basket([line({ quantity: 2 })]),
      book({
        version: 17,
        promotions: [promotion({ kind: 'percent_off', rateMillionths: 100_000 }, { version: 3 })],
        taxes: [percentage(60_000, { version: 5 })],
      }),
    );
    expect(priced.rulesVersion).toBe(17);
    expect(priced.lines[0]?.discounts).toEqual([expect.objectContaining({ ruleId: 'm1', ruleVersion: 3 })]);
    expect(priced.lines[0]?.taxes).toEqual([expect.objectContaining({ ruleId: 't1', ruleVersion: 5 })]);
  });

  it('shows a deposit as an entry of its own and pays it out for empties', () => {
    const deposits = [deposit(5, { id: 'd1', selector: { containerClasses: ['can'] } })];
    const cans = line({ productId: 'ale', containerClass: 'can', unitsPerPack: 6, unitPriceCents: 1099, quantity: 2 });
    const priced = priceBasket(basket([cans], { empties: [{ depositId: 'd1', count: 20 }] }), book({ deposits }));
    expect(priced.lines[0]?.deposits).toEqual([
      expect.objectContaining({ ruleId: 'd1', unitCents: 5, count: 12, amountCents: 60 }),
    ]);
    expect(priced.empties).toEqual([expect.objectContaining({ count: 20, amountCents: -100 })]);
    expect(priced.totals).toMatchObject({ depositCents: -40, emptiesCents: 100, totalCents: 2198 + 60 - 100 });
    expect(() =>
      priceBasket(basket([cans], { empties: [{ depositId: 'gone', count: 1 }] }), book({ deposits })),
    ).toThrow(RangeError);
  });

  describe('what is changed by hand', () => {
    it('comes after promotions and is shared out over the lines to the cent', () => {
      const rules = book({ promotions: [promotion({ kind: 'percent_off', rateMillionths: 100_000 })] });
      const three = ['a', 'b', 'c'].map((productId) => line({ productId, unitPriceCents: 333 }));
      const discount = { kind: 'amount', amountCents: cents(100), reason: 'regular' } as const;
      const priced = priceBasket(basket(three, { discount }), rules);
      // 10 % of 333 is 33; of the 900 that are left, 100 are shared 34, 33, 33.
      expect(priced.lines.map(({ discountCents }) => discountCents)).toEqual([67, 66, 66]);
      expect(priced.totals.totalCents).toBe(800);
    });

    it('sets a price that no promotion changes, while its units still count', () => {
      const tiers = promotion({
        kind: 'tiers',
        tiers: [{ from: 2, rateMillionths: 100_000, amountCents: null }],
        weights: [],
      });
      const set = line({ productId: 'a', override: { unitPriceCents: cents(700), reason: 'price match' } });
      const priced = priceBasket(basket([set, line({ productId: 'b' })]), book({ promotions: [tiers] }));
      expect(priced.lines.map(({ totalCents }) => totalCents)).toEqual([700, 900]);
      expect(priced.lines[0]?.discounts).toEqual([
        expect.objectContaining({ kind: 'price_override', amountCents: 300 }),
      ]);
      expect(priced.lines[0]?.trace).toContainEqual(
        expect.objectContaining({ rule: 'promotion', code: 'set_by_hand' }),
      );
    });

    it('takes off no more than there is', () => {
      const discount = { kind: 'amount', amountCents: cents(5000), reason: 'free' } as const;
      expect(priceBasket(basket([line({ discount })]), book({})).totals.totalCents).toBe(0);
    });
  });

  it('refuses what it cannot price exactly', () => {
    for (const wrong of [{ quantity: 1.5 }, { quantity: 0 }, { quantity: -1 }]) {
      expect(() => priceBasket(basket([line(wrong)]), book({}))).toThrow(RangeError);
    }
    expect(() => priceBasket(basket([{ ...line(), unitPriceCents: -1 as never }]), book({}))).toThrow(RangeError);
  });

  it('holds for stores and days its rules are in effect', () => {
    const dated = percentage(100_000, { effectiveFrom: '2026-11-23', effectiveTo: '2026-11-24', storeIds: ['store'] });
    const taxOn = (date: string, storeId = 'store') =>
      priceBasket(basket([line()], { storeId, at: { date, minute: 0 } }), book({ taxes: [dated] })).totals.taxCents;
    expect(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'].map((date) => taxOn(date))).toEqual([
      0, 100, 100, 0,
    ]);
    expect(taxOn('2026-11-23', 'elsewhere')).toBe(0);
  });

  it('gives the same answer for the same content, always', () => {
    assert(
      property(anyBasket, ruleBook, (given: Basket, rules) => {
        expect(priceBasket(structuredClone(given), structuredClone(rules))).toEqual(priceBasket(given, rules));
      }),
      { numRuns: 300 },
    );
  });
});

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function expectToAddUp(one: PricedBasket['lines'][number]): void {
  expect(one.netCents).toBe(one.grossCents - one.discountCents - one.includedTaxCents);
  expect(one.discountCents).toBe(sum(one.discounts.map(({ amountCents }) => amountCents)));
  expect(one.depositCents).toBe(sum(one.deposits.map(({ amountCents }) => amountCents)));
  // What deposits contain of taxes is in both; who is exempt from those does not pay them.
  const inDeposits = one.netCents + one.depositCents + one.taxCents - one.totalCents;
  const paid = one.taxes.filter(({ inclusive }) => inclusive).map(({ amountCents }) => amountCents);
  expect(Math.min(inDeposits, inDeposits + one.includedTaxCents - sum(paid))).toBeGreaterThanOrEqual(0);
  expect(one.taxCents).toBe(sum(one.taxes.map(({ amountCents }) => amountCents)));
  // What the trace says was taken off is what was taken off.
  const traced = one.trace.filter(({ rule, applied }) => applied && rule === 'promotion');
  const taken = one.discounts.filter(({ kind }) => kind === 'promotion');
  expect(sum(traced.map(({ amountCents }) => amountCents))).toBe(sum(taken.map(({ amountCents }) => amountCents)));
}
