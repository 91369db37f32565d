import { baseUnits, cents } from '@liquor-pos/domain/money/money';
import { assert, integer, property, record } from 'fast-check';
import { netTenders, shareByTender } from './sale-figures';

const figure = integer({ min: 0, max: 1_000_000 }).map(cents);

describe('a sale divided over its tenders', () => {
  it('gives change from cash', () => {
    const tenders = [
      { type: 'cash' as const, amountCents: cents(2000) },
      { type: 'card' as const, amountCents: cents(500) },
    ];
    expect(netTenders(tenders, cents(300))).toEqual([
      { type: 'cash', amountCents: 1700 },
      { type: 'card', amountCents: 500 },
    ]);
  });

  it('adds up to the whole in every figure, and each tender’s total is what it paid', () => {
    const totals = record({
      units: integer({ min: 1, max: 1000 }).map(baseUnits),
      grossCents: figure,
      discountCents: figure,
      netCents: figure,
      depositCents: figure,
      taxCents: figure,
      costCents: figure,
      giftCardCents: figure,
      accountPaymentCents: figure,
    });
    assert(
      property(
        totals,
        integer({ min: 0, max: 1_000_000 }),
        integer({ min: 0, max: 1_000_000 }),
        integer({ min: 0, max: 100 }),
        (given, cash, card, percentOfDeposits) => {
          const inDeposits = Math.floor((given.depositCents * percentOfDeposits) / 100);
          const totalCents = cents(cash + card);
          const netCents = cents(
            totalCents +
              inDeposits -
              given.depositCents -
              given.taxCents -
              given.giftCardCents -
              given.accountPaymentCents,
          );
          const whole = { ...given, netCents, totalCents };
          const shares = shareByTender(
            whole,
            [
              { type: 'cash', amountCents: cents(cash) },
              { type: 'card', amountCents: cents(card) },
            ],
            [],
          );
          for (const name of Object.keys(whole) as (keyof typeof whole)[]) {
            expect(shares.reduce((sum, share) => sum + share[name], 0)).toBe(whole[name]);
          }
          expect(shares.map((share) => share.totalCents)).toEqual([cash, card]);
          const contained = shares.map((share) => {
            const { netCents: net, depositCents, taxCents, giftCardCents, accountPaymentCents } = share;
            return net + depositCents + taxCents + giftCardCents + accountPaymentCents - share.totalCents;
          });
          expect(contained.reduce((sum, one) => sum + one, 0)).toBe(inDeposits);
          expect(Math.min(...contained)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('charges no tax on top to what benefits paid, and a contained one as to anybody', () => {
    const nothing = { units: baseUnits(1), discountCents: cents(0), depositCents: cents(0), costCents: cents(0) };
    const none = { giftCardCents: cents(0), accountPaymentCents: cents(0) };
    const tax = (amountCents: number, inclusive: boolean) => ({
      ...{
        ruleId: 't',
        ruleVersion: 1,
        name: 'Tax',
        amountCents: cents(amountCents),
        taxableCents: cents(0),
        inclusive,
        fee: false,
      },
    });
    const totals = { ...nothing, ...none, grossCents: cents(1000), netCents: cents(750), taxCents: cents(300) };
    const shares = shareByTender(
      { ...totals, totalCents: cents(1050) },
      [
        { type: 'cash', amountCents: cents(250) },
        { type: 'ebt', amountCents: cents(800) },
      ],
      [{ taxes: [tax(250, true), tax(50, false)] }],
    );
    expect(shares).toMatchObject([
      { type: 'cash', taxCents: 60 + 50, netCents: 140, totalCents: 250 },
      { type: 'ebt', taxCents: 190, netCents: 610, totalCents: 800 },
    ]);
  });
});
