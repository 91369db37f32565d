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
        (given, cash, card) => {
          const totalCents = cents(cash + card);
          const netCents = cents(
            totalCents - given.depositCents - given.taxCents - given.giftCardCents - given.accountPaymentCents,
          );
          const whole = { ...given, netCents, totalCents };
          const shares = shareByTender(whole, [
            { type: 'cash', amountCents: cents(cash) },
            { type: 'card', amountCents: cents(card) },
          ]);
          for (const name of Object.keys(whole) as (keyof typeof whole)[]) {
            expect(shares.reduce((sum, share) => sum + share[name], 0)).toBe(whole[name]);
          }
          expect(shares.map((share) => share.totalCents)).toEqual([cash, card]);
          for (const share of shares) {
            expect(share.netCents + share.depositCents + share.taxCents + share.giftCardCents).toBe(share.totalCents);
          }
        },
      ),
    );
  });
});
