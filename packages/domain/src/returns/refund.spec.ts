import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { cents } from '../money/money.ts';
import { type CashRounding, NO_ROUNDING, roundCash, settle, type Tender } from '../tenders/settle.ts';
import type { TenderType } from '../tenders/tender-types.ts';
import { NOTHING_REFUNDED, planRefund, type Refund } from './refund.ts';

const NO_BENEFITS = { tenders: [], dueCents: cents(0) };
const DOWN_TO_TEN: CashRounding = { toCents: 10, mode: 'down' };
const allInCash = (exact: number, rounding: CashRounding) => ({
  benefits: NO_BENEFITS,
  exact: [],
  cashExactCents: cents(exact),
  roundingCents: cents(roundCash(cents(exact), rounding) - exact),
  rounding,
});
const card = (amount: number) => ({ type: 'card' as const, amountCents: cents(amount) });
const cash = (amount: number) => ({ type: 'cash' as const, amountCents: cents(amount) });
const sum = (refunds: readonly Refund[], of: TenderType) =>
  refunds
    .flatMap(({ tenders }) => tenders.filter(({ type }) => type === of))
    .reduce((total, { amountCents }) => total + amountCents, 0);

describe('planRefund', () => {
  it('pays back in coins what coins paid, whichever way they round', () => {
    for (const mode of ['nearest', 'up', 'down'] as const) {
      const rounding: CashRounding = { toCents: 10, mode };
      const back = planRefund(cents(1753), allInCash(1753, rounding), NOTHING_REFUNDED);
      expect(back.tenders).toEqual([cash(roundCash(cents(1753), rounding))]);
    }
  });

  it('goes to the card before it goes out in cash, and says when it goes elsewhere than it came from', () => {
    const paid = {
      benefits: NO_BENEFITS,
      exact: [card(1000)],
      cashExactCents: cents(753),
      roundingCents: cents(-3),
      rounding: DOWN_TO_TEN,
    };
    const first = planRefund(cents(1200), paid, NOTHING_REFUNDED);
    expect(first).toMatchObject({ tenders: [card(1000), cash(200)], asPaid: true });
    expect(planRefund(cents(553), paid, first.refunded)).toMatchObject({ tenders: [cash(550)] });
    expect(planRefund(cents(553), paid, first.refunded, 'cash')).toMatchObject({ tenders: [cash(550)], asPaid: true });
    expect(planRefund(cents(700), paid, NOTHING_REFUNDED, 'cash')).toMatchObject({
      tenders: [cash(700)],
      asPaid: false,
    });
    expect(planRefund(cents(1000), paid, NOTHING_REFUNDED, 'card')).toMatchObject({
      tenders: [card(1000)],
      asPaid: true,
    });
    expect(planRefund(cents(1001), paid, NOTHING_REFUNDED, 'card').asPaid).toBe(false);
  });

  it('rounds what goes out in cash for a card over all returns together', () => {
    const rounding: CashRounding = { toCents: 10, mode: 'up' };
    const paid = {
      benefits: NO_BENEFITS,
      exact: [card(2029)],
      cashExactCents: cents(0),
      roundingCents: cents(0),
      rounding,
    };
    let before = NOTHING_REFUNDED;
    let coins = 0;
    for (let part = 0; part < 20; part++) {
      const refund = planRefund(cents(part < 9 ? 102 : 101), paid, before, 'cash');
      before = refund.refunded;
      coins += sum([refund], 'cash');
    }
    expect(coins).toBe(2030);
  });

  it('gives a card no more for what coins had paid than the coins were', () => {
    const back = planRefund(cents(1085), allInCash(1085, DOWN_TO_TEN), NOTHING_REFUNDED, 'card');
    expect(back).toMatchObject({ tenders: [card(1080)], asPaid: false });
  });

  it('gives gift cards and checks back what each paid, one after the other, and credit for all of it when that is asked for', () => {
    const gift = { type: 'gift_card' as const, amountCents: cents(500), code: '1' };
    const second = { type: 'gift_card' as const, amountCents: cents(300), code: '2' };
    const paid = {
      benefits: NO_BENEFITS,
      exact: [gift, second],
      cashExactCents: cents(200),
      roundingCents: cents(0),
      rounding: NO_ROUNDING,
    };
    const first = planRefund(cents(600), paid, NOTHING_REFUNDED);
    expect(first.tenders).toEqual([gift, { ...second, amountCents: 100 }]);
    const rest = planRefund(cents(400), paid, first.refunded);
    expect(rest.tenders).toEqual([{ ...second, amountCents: 200 }, cash(200)]);
    const credit = planRefund(cents(900), paid, NOTHING_REFUNDED, 'store_credit');
    expect(credit).toMatchObject({ tenders: [{ type: 'store_credit', amountCents: 900 }], asPaid: false });
    // What a gift card paid is no money on a card.
    expect(planRefund(cents(100), paid, NOTHING_REFUNDED, 'card').asPaid).toBe(false);
  });

  it('pays back in any sequence of returns exactly what was paid, and never more on the way', () => {
    const sale = record({
      returns: array(integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 12 }),
      onCardPercent: integer({ min: 0, max: 60 }),
      onGiftCardPercent: integer({ min: 0, max: 40 }),
      toCents: constantFrom(1 as const, 5 as const, 10 as const),
      mode: constantFrom('nearest' as const, 'up' as const, 'down' as const),
    });
    assert(
      property(sale, ({ returns, onCardPercent, onGiftCardPercent, toCents, mode }) => {
        const rounding = { toCents, mode };
        const total = returns.reduce((all, one) => all + one, 0);
        const onCard = Math.floor((total * onCardPercent) / 100);
        const onGiftCard = Math.floor((total * onGiftCardPercent) / 100);
        const exactly = onCard + onGiftCard;
        const exact = [card(onCard), { type: 'gift_card' as const, amountCents: cents(onGiftCard) }].filter(
          ({ amountCents }) => amountCents > 0,
        );
        const inCash = roundCash(cents(total - exactly), rounding);
        const settlement = settle(cents(total), [...exact, ...(inCash > 0 ? [cash(inCash)] : [])], rounding);
        if (!settlement.settled) return;
        const { roundingCents } = settlement;
        const cashExactCents = cents(total - exactly);
        const paid = { benefits: NO_BENEFITS, exact, cashExactCents, roundingCents, rounding };
        let before = NOTHING_REFUNDED;
        const refunds = returns.map((amount) => {
          const refund = planRefund(cents(amount), paid, before);
          before = refund.refunded;
          expect(refund.asPaid).toBe(true);
          for (const { amountCents } of refund.tenders) expect(amountCents).toBeGreaterThan(0);
          expect(before.cashPaidCents).toBeLessThanOrEqual(Math.max(total - exactly + roundingCents, 0));
          return refund;
        });
        expect(sum(refunds, 'card')).toBe(onCard);
        expect(sum(refunds, 'gift_card')).toBe(onGiftCard);
        expect(sum(refunds, 'cash')).toBe(total - exactly + roundingCents);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives back to benefits what they paid, whatever is named, and cash for none of it', () => {
    const ebt = (amount: number) => ({ type: 'ebt' as const, amountCents: cents(amount) });
    const paid = {
      ...{ exact: [card(500) as Tender], cashExactCents: cents(106), roundingCents: cents(0), rounding: NO_ROUNDING },
      benefits: { tenders: [ebt(700), ebt(300)], dueCents: cents(800) },
    };
    const first = planRefund(cents(906), paid, NOTHING_REFUNDED, 'cash');
    expect(first.tenders).toEqual([ebt(700), ebt(100), cash(106)]);
    const all = { ...paid, benefits: { ...paid.benefits, dueCents: cents(1000) } };
    const last = planRefund(cents(700), all, first.refunded);
    expect(last.tenders).toEqual([ebt(200), card(394), cash(106)]);
    expect(last.refunded.ebtCents).toBe(1000);
  });
});
