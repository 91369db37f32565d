import { array, assert, integer, property } from 'fast-check';
import { basket as anyBasket, ruleBook } from '../../test/arbitraries.ts';
import { basket, book, line, percentage, promotion } from '../../test/fixtures.ts';
import { cents } from '../money/money.ts';
import { priceBasket } from '../pricing/price-basket.ts';
import { type ReturnedLine, returnLines, type SoldLine } from './return-lines.ts';

const FIGURES = [
  'units',
  'grossCents',
  'discountCents',
  'includedTaxCents',
  'netCents',
  'depositCents',
  'taxCents',
  'totalCents',
] as const;
const sold = (lines: Parameters<typeof basket>[0], rules: Parameters<typeof book>[0] = {}): SoldLine[] =>
  priceBasket(basket(lines), book(rules)).lines.map((one) => ({ ...one, returnedQuantity: 0 }));
const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);

function back(lines: SoldLine[], number: number, quantity: number): ReturnedLine {
  const returned = returnLines(lines, [{ line: number, quantity }]);
  if (!returned.accepted) throw new Error(returned.fault);
  const of = lines[number];
  if (of) of.returnedQuantity += quantity;
  return returned.lines[0] as ReturnedLine;
}

describe('returnLines', () => {
  it('refunds what the units were charged, discounts and taxes included', () => {
    const rules = {
      promotions: [promotion({ kind: 'percent_off', rateMillionths: 100_000 })],
      taxes: [percentage(60_000)],
    };
    const lines = sold([line({ quantity: 3, unitPriceCents: 1000 })], rules);
    expect(back(lines, 0, 1)).toMatchObject({
      grossCents: 1000,
      discountCents: 100,
      netCents: 900,
      taxCents: 54,
      totalCents: 954,
    });
  });

  it('refuses more than is left, a line that is not there and one named twice', () => {
    const lines = sold([line({ quantity: 2 })]);
    back(lines, 0, 1);
    expect(returnLines(lines, [{ line: 0, quantity: 2 }])).toEqual({
      accepted: false,
      fault: 'already_returned',
      line: 0,
      left: 1,
    });
    expect(returnLines(lines, [{ line: 1, quantity: 1 }])).toMatchObject({ accepted: false, fault: 'no_such_line' });
    const twice = [
      { line: 0, quantity: 1 },
      { line: 0, quantity: 1 },
    ];
    expect(returnLines(lines, twice)).toMatchObject({ accepted: false, fault: 'picked_twice' });
  });

  it('adds up to the sale in any sequence of returns, but for fees, and no return is negative', () => {
    assert(
      property(
        anyBasket,
        ruleBook,
        array(integer({ min: 1, max: 3 }), { minLength: 12, maxLength: 12 }),
        (given, rules, steps) => {
          const priced = priceBasket(given, rules).lines;
          const lines: SoldLine[] = priced.map((one) => ({ ...one, returnedQuantity: 0 }));
          priced.forEach((whole, number) => {
            const parts: ReturnedLine[] = [];
            for (let left = whole.quantity; left > 0; ) {
              const quantity = Math.min(left, steps[parts.length] ?? 1);
              parts.push(back(lines, number, quantity));
              left -= quantity;
            }
            const fees = sum(whole.taxes.map(({ fee, amountCents }) => (fee ? amountCents : 0)));
            for (const figure of FIGURES) {
              const kept = figure === 'taxCents' || figure === 'totalCents' ? fees : 0;
              expect(sum(parts.map((part) => part[figure]))).toBe(whole[figure] - kept);
            }
            for (const part of parts) {
              expect(part.totalCents).toBeGreaterThanOrEqual(0);
              expect(part.taxCents).toBe(sum(part.taxes.map(({ amountCents }) => amountCents)));
              expect(part.discountCents).toBe(sum(part.discounts.map(({ amountCents }) => amountCents)));
              // Of what took off nothing below nothing, no part ever adds a cent.
              const entries = [
                ...part.taxes,
                ...(whole.discounts.every((one) => one.amountCents >= 0) ? part.discounts : []),
              ];
              for (const { amountCents } of entries) expect(amountCents).toBeGreaterThanOrEqual(0);
              expect(Math.min(part.includedTaxCents, part.taxCents)).toBeGreaterThanOrEqual(0);
            }
            for (const { ruleId, fee, amountCents } of whole.taxes) {
              const own = parts.map((part) => part.taxes.find((tax) => tax.ruleId === ruleId)?.amountCents ?? 0);
              expect(sum(own)).toBe(fee ? 0 : amountCents);
            }
          });
        },
      ),
      { numRuns: 700 },
    );
  });
});

describe('a line whose offer a minimum price undid', () => {
  it('gives back both, each to the cent over all returns', () => {
    const discounts = [
      { kind: 'promotion', ruleId: 'p', ruleVersion: 1, name: 'Half', amountCents: cents(500), reimbursed: false },
      {
        kind: 'minimum_price',
        ruleId: 'm',
        ruleVersion: 1,
        name: 'Least',
        amountCents: cents(-500),
        reimbursed: false,
      },
    ] as const;
    const [of] = priceBasket(basket([line({ quantity: 3 })]), book({})).lines;
    if (!of) throw new Error('nothing was priced');
    const sums = [0, 0];
    for (let returnedQuantity = 0; returnedQuantity < 3; returnedQuantity++) {
      const back = returnLines([{ ...of, discounts: [...discounts], returnedQuantity }], [{ line: 0, quantity: 1 }]);
      if (!back.accepted) throw new Error(back.fault);
      back.lines[0]?.discounts.forEach(({ amountCents }, place) => {
        sums[place] = (sums[place] ?? 0) + amountCents;
      });
    }
    expect(sums).toEqual([500, -500]);
  });
});
