import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { cents } from '../money/money.ts';
import { type CashRounding, roundCash, settle } from '../tenders/settle.ts';
import { NOTHING_REFUNDED, planRefund, type Refund } from './refund.ts';

const DOWN_TO_TEN: CashRounding = { toCents: 10, mode: 'down' };
const allInCash = (exact: number, rounding: CashRounding) => ({
  cardCents: cents(0),
  cashExactCents: cents(exact),
  roundingCents: cents(roundCash(cents(exact), rounding) - exact),
  rounding,
});
const sum = (refunds: readonly Refund[], part: 'cardCents' | 'cashCents') =>
  refunds.reduce((total, refund) => total + refund[part], 0);

describe('planRefund', () => {
  it('pays back in coins what coins paid, whichever way they round', () => {
    for (const mode of ['nearest', 'up', 'down'] as const) {
      const rounding: CashRounding = { toCents: 10, mode };
      const back = planRefund(cents(1753), allInCash(1753, rounding), NOTHING_REFUNDED);
      expect(back.cashCents).toBe(roundCash(cents(1753), rounding));
    }
  });

  it('goes to the card before it goes out in cash, and says when it goes elsewhere than it came from', () => {
    const paid = {
      cardCents: cents(1000),
      cashExactCents: cents(753),
      roundingCents: cents(-3),
      rounding: DOWN_TO_TEN,
    };
    const first = planRefund(cents(1200), paid, NOTHING_REFUNDED);
    expect(first).toMatchObject({ cardCents: 1000, cashCents: 200, asPaid: true });
    expect(planRefund(cents(553), paid, first.refunded)).toMatchObject({ cardCents: 0, cashCents: 550 });
    expect(planRefund(cents(553), paid, first.refunded, 'cash')).toMatchObject({ cashCents: 550, asPaid: true });
    expect(planRefund(cents(700), paid, NOTHING_REFUNDED, 'cash')).toMatchObject({ cashCents: 700, asPaid: false });
    expect(planRefund(cents(1000), paid, NOTHING_REFUNDED, 'card')).toMatchObject({ cardCents: 1000, asPaid: true });
    expect(planRefund(cents(1001), paid, NOTHING_REFUNDED, 'card').asPaid).toBe(false);
  });

  it('rounds what goes out in cash for a card over all returns together', () => {
    const rounding: CashRounding = { toCents: 10, mode: 'up' };
    const paid = { cardCents: cents(2029), cashExactCents: cents(0), roundingCents: cents(0), rounding };
    let before = NOTHING_REFUNDED;
    let coins = 0;
    for (let part = 0; part < 20; part++) {
      const refund = planRefund(cents(part < 9 ? 102 : 101), paid, before, 'cash');
      before = refund.refunded;
      coins += refund.cashCents;
    }
    expect(coins).toBe(2030);
  });

  it('gives a card no more for what coins had paid than the coins were', () => {
    const back = planRefund(cents(1085), allInCash(1085, DOWN_TO_TEN), NOTHING_REFUNDED, 'card');
    expect(back).toMatchObject({ cardCents: 1080, cashCents: 0, asPaid: false });
  });

  it('pays back in any sequence of returns exactly what was paid, and never more on the way', () => {
    const sale = record({
      returns: array(integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 12 }),
      onCardPercent: integer({ min: 0, max: 100 }),
      toCents: constantFrom(1 as const, 5 as const, 10 as const),
      mode: constantFrom('nearest' as const, 'up' as const, 'down' as const),
    });
    assert(
      property(sale, ({ returns, onCardPercent, toCents, mode }) => {
        const rounding = { toCents, mode };
        const total = returns.reduce((all, one) => all + one, 0);
        const card = Math.floor((total * onCardPercent) / 100);
        const cash = roundCash(cents(total - card), rounding);
        const tenders = [
          ...(card > 0 ? [{ type: 'card' as const, amountCents: cents(card) }] : []),
          ...(cash > 0 ? [{ type: 'cash' as const, amountCents: cents(cash) }] : []),
        ];
        const settlement = settle(cents(total), tenders, rounding);
        if (!settlement.settled) return;
        const { roundingCents } = settlement;
        const paid = { cardCents: cents(card), cashExactCents: cents(total - card), roundingCents, rounding };
        let before = NOTHING_REFUNDED;
        const refunds = returns.map((amount) => {
          const refund = planRefund(cents(amount), paid, before);
          before = refund.refunded;
          expect(refund.asPaid).toBe(true);
          expect(refund.cashCents).toBeGreaterThanOrEqual(0);
          expect(before.cashPaidCents).toBeLessThanOrEqual(Math.max(total - card + roundingCents, 0));
          return refund;
        });
        expect(sum(refunds, 'cardCents')).toBe(card);
        expect(sum(refunds, 'cashCents')).toBe(total - card + roundingCents);
      }),
      { numRuns: 5_000 },
    );
  });
});
