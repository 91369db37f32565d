import { basket, book, deposit, line, percentage } from '../../test/fixtures.ts';
import type { BasketLine } from './basket.ts';
import { priceBasket } from './price-basket.ts';
import type { RuleBook, TaxRule } from './rules.ts';

const priced = (lines: ReturnType<typeof line>[], changes: Partial<RuleBook>, taxExempt = false) =>
  priceBasket(basket(lines, { customer: { groups: [], taxExempt } }), book(changes));
const amounts = (lines: ReturnType<typeof line>[], taxes: TaxRule[], more: Partial<RuleBook> = {}) =>
  priced(lines, { taxes, ...more }).lines.map(({ taxes: own }) => own.map(({ amountCents }) => amountCents));
const TEN = deposit(10);

describe('taxes', () => {
  it('charge percentages, litres and units of the tax codes they are for', () => {
    const perLitre = percentage(0, {
      id: 't2',
      taxCodes: ['spirits'],
      levy: { kind: 'per_litre', amountTenThousandths: 3_770_800 },
    });
    const perUnit = percentage(0, { id: 't3', levy: { kind: 'per_unit', amountTenThousandths: 15_000 } });
    const whiskey = line({ taxCode: 'spirits', volumeMl: 1750, quantity: 2 });
    // 3.5 L × 377.08 = 1319.78; 2 × 1.5 = 3.
    expect(amounts([whiskey, line({ productId: 'b', taxCode: 'beer' })], [perLitre, perUnit])).toEqual([
      [1320, 3],
      [2],
    ]);
  });

  it('round half away from zero, once a line or once a sale', () => {
    const lines = ['a', 'b', 'c'].map((productId) => line({ productId, unitPriceCents: 105 }));
    const ten = [percentage(100_000)];
    expect(amounts(lines, ten)).toEqual([[11], [11], [11]]);
    // 31.5 in all: 32, shared out.
    expect(amounts(lines, ten, { taxRounding: 'sale' })).toEqual([[11], [11], [10]]);
  });

  it('compound where they say so, in their order', () => {
    const federal = percentage(50_000, { id: 'z', order: 1 });
    const onTop = percentage(100_000, { id: 'a', order: 2, compounding: true });
    expect(amounts([line()], [onTop, federal])).toEqual([[50, 105]]);
    expect(amounts([line()], [{ ...onTop, compounding: false }, federal])).toEqual([[50, 100]]);
  });

  it('are charged on the deposit or not', () => {
    expect(amounts([line()], [percentage(100_000, { onDeposit: true })], { deposits: [TEN] })).toEqual([[101]]);
    expect(amounts([line()], [percentage(100_000)], { deposits: [TEN] })).toEqual([[100]]);
  });

  it('are contained in the price where they are inclusive: the total stays, net is without them', () => {
    const vat = percentage(200_000, { inclusive: true });
    expect(priced([line({ unitPriceCents: 1200 })], { taxes: [vat] }).totals).toMatchObject({
      grossCents: 1200,
      includedTaxCents: 200,
      netCents: 1000,
      taxCents: 200,
      totalCents: 1200,
    });
  });

  it('come off a deposit that contains them, not off the goods', () => {
    const vat = percentage(190_000, { inclusive: true, onDeposit: true });
    const can = deposit(25, { selector: { containerClasses: ['glass'] } });
    const { totals } = priced([line({ unitPriceCents: 119, quantity: 4 })], { taxes: [vat], deposits: [can] });
    expect(totals).toMatchObject({
      includedTaxCents: 76,
      netCents: 400,
      depositCents: 100,
      taxCents: 92,
      totalCents: 576,
    });
    const given = {
      ...line({ unitPriceCents: 119, quantity: 4 }),
      discount: { kind: 'percent' as const, rateMillionths: 1_000_000, reason: 'gift' },
    };
    expect(priced([given], { taxes: [vat], deposits: [can] }).totals).toMatchObject({
      ...{ netCents: 0, includedTaxCents: 0, depositCents: 100, taxCents: 16, totalCents: 100 },
    });
    expect(priced([line({ unitPriceCents: 119 })], { taxes: [vat], deposits: [can] }, true).totals).toMatchObject({
      ...{ netCents: 100, depositCents: 25, taxCents: 0, totalCents: 121 },
    });
  });

  it('stay within a price that does not cover an inclusive duty', () => {
    const duty = percentage(0, { inclusive: true, levy: { kind: 'per_unit', amountTenThousandths: 5_000_000 } });
    expect(priced([line({ unitPriceCents: 300 })], { taxes: [duty] }).totals).toMatchObject({
      netCents: 0,
      taxCents: 300,
      totalCents: 300,
    });
  });

  it('are not charged to exempt customers, who pay an inclusive price without the tax', () => {
    const vat = percentage(200_000, { inclusive: true });
    const onTop = percentage(100_000, { id: 't2' });
    const exempt = priced([line({ unitPriceCents: 1200 })], { taxes: [vat, onTop] }, true);
    expect(exempt.totals).toMatchObject({ netCents: 1000, taxCents: 0, totalCents: 1000 });
    expect(exempt.lines[0]?.trace.filter(({ code }) => code === 'tax_exempt')).toHaveLength(2);
    const always = { ...onTop, exemptible: false };
    expect(priced([line()], { taxes: [always] }, true).totals.taxCents).toBe(100);
  });

  it('say where a litre tax could not be charged because the volume is unknown', () => {
    const perLitre = percentage(0, { levy: { kind: 'per_litre', amountTenThousandths: 3_770_800 } });
    const { lines } = priced([line({ volumeMl: null })], { taxes: [perLitre] });
    expect(lines[0]?.trace).toContainEqual(
      expect.objectContaining({ rule: 'tax', code: 'volume_unknown', applied: false }),
    );
  });
});

describe('taxes as statutes compute them', () => {
  const state = percentage(65_000, { id: 'a', group: 'sales tax' });
  const local = percentage(38_500, { id: 'b', group: 'sales tax' });

  it('round state and local rates together (RCW 82.08.054): 10.35 % of $21.98 is $2.27, apart it would be $2.28', () => {
    const six = [line({ productId: 'can', unitPriceCents: 1099 }), line({ productId: 'bottle', unitPriceCents: 1099 })];
    const sum = (taxes: TaxRule[]) => priced(six, { taxes, taxRounding: 'sale' }).totals.taxCents;
    expect(sum([state, local])).toBe(227);
    expect(
      sum([
        { ...state, group: null },
        { ...local, group: null },
      ]),
    ).toBe(143 + 85);
  });

  it('round by the sale where the rule says so, whatever the store does (NY Tax Bulletin ST-860)', () => {
    const bottles = ['a', 'b', 'c'].map((productId) => line({ productId, unitPriceCents: 499 }));
    const tax = percentage(88_750, { rounding: 'sale' });
    expect(priced(bottles, { taxes: [tax], taxRounding: 'line' }).totals.taxCents).toBe(133);
  });

  it('look a schedule up once for the sale (Maryland, Tax-General § 11-104)', () => {
    const taxes = [percentage(0, { levy: MARYLAND })];
    const taxOn = (...prices: number[]) =>
      priced(
        prices.map((unitPriceCents, index) => line({ productId: `p${index}`, unitPriceCents })),
        { taxes },
      ).totals.taxCents;
    expect([19, 20, 21, 33, 34, 100, 101, 117, 184, 418].map((price) => taxOn(price))).toEqual([
      ...[0, 1, 2, 2, 3, 6, 7, 8, 12, 26],
    ]);
    // Two things of 10 cents are a sale of 20.
    expect(taxOn(10, 10)).toBe(1);
  });

  it('are charged on fees, and not on each other (British Columbia)', () => {
    const fee = percentage(0, { id: 'crf', levy: { kind: 'per_unit', amountTenThousandths: 50_000 }, fee: true });
    const taxes = [
      percentage(50_000, { id: 'gst', onFees: true }),
      percentage(100_000, { id: 'pst', onFees: true }),
      fee,
    ];
    const deposits = [deposit(10)];
    const cans = line({ unitsPerPack: 24, unitPriceCents: 2999 });
    expect(priced([cans], { taxes, deposits }).totals).toMatchObject({
      depositCents: 240,
      taxCents: 588,
      totalCents: 3827,
    });
  });

  it('are chosen as everything else is chosen', () => {
    const strong = percentage(100_000, { selector: { minAbv: 2000, except: { containerClasses: ['can'] } } });
    const taxOn = (of: Partial<BasketLine>) => priced([line(of)], { taxes: [strong] }).totals.taxCents;
    expect([{ abv: 4000 }, { abv: 1300 }, {}, { abv: 4000, containerClass: 'can' }].map(taxOn)).toEqual([100, 0, 0, 0]);
  });

  it('leave a bottle’s deposit beside its crate’s', () => {
    const crate = deposit(150, { id: 'crate', per: 'pack', group: 'crate', order: 2, selector: { packUnits: [20] } });
    const deposits = [deposit(8), crate];
    const [beer] = priced([line({ unitsPerPack: 20, quantity: 2 })], { deposits }).lines;
    expect(beer?.deposits.map(({ count, amountCents }) => [count, amountCents])).toEqual([
      [40, 320],
      [2, 300],
    ]);
    expect(beer?.depositCents).toBe(620);
  });
});

const MARYLAND = {
  kind: 'brackets' as const,
  wholeCents: 100,
  taxPerWholeCents: 6,
  steps: [1, 17, 34, 51, 67, 84].map((fromCents, index) => ({ fromCents, taxCents: index + 1 })),
  firstSteps: [20, 21, 34, 51, 67, 84].map((fromCents, index) => ({ fromCents, taxCents: index + 1 })),
};
