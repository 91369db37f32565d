import { basket, book, line, percentage, rule } from '../../test/fixtures.ts';
import { cents } from '../money/money.ts';
import { priceBasket } from './price-basket.ts';
import type { RuleBook, TaxRule } from './rules.ts';

const priced = (lines: ReturnType<typeof line>[], changes: Partial<RuleBook>, taxExempt = false) =>
  priceBasket(basket(lines, { customer: { groups: [], taxExempt } }), book(changes));
const amounts = (lines: ReturnType<typeof line>[], taxes: TaxRule[], more: Partial<RuleBook> = {}) =>
  priced(lines, { taxes, ...more }).lines.map(({ taxes: own }) => own.map(({ amountCents }) => amountCents));
const deposit = { ...rule, id: 'd', name: 'Deposit', selector: {}, amountCents: cents(10), order: 1 };

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
    expect(amounts([line()], [percentage(100_000, { onDeposit: true })], { deposits: [deposit] })).toEqual([[101]]);
    expect(amounts([line()], [percentage(100_000)], { deposits: [deposit] })).toEqual([[100]]);
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
