import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { cents } from '../money/money.ts';
import { type CashRounding, NO_ROUNDING, roundCash, settle, type Tender } from './settle.ts';

const tender = record({
  type: constantFrom('cash' as const, 'card' as const),
  amountCents: integer({ min: 1, max: 100_000 }).map(cents),
});
const rounding = record({
  toCents: constantFrom(1 as const, 5 as const, 10 as const),
  mode: constantFrom('nearest' as const, 'up' as const, 'down' as const),
});
const cash = (amountCents: number): Tender => ({ type: 'cash', amountCents: cents(amountCents) });
const card = (amountCents: number): Tender => ({ type: 'card', amountCents: cents(amountCents) });
const nickel: CashRounding = { toCents: 5, mode: 'nearest' };

describe('settle', () => {
  it('gives change from cash', () => {
    expect(settle(cents(2350), [card(1000), cash(2000)])).toEqual({
      settled: true,
      changeCents: 650,
      roundingCents: 0,
    });
  });

  it('refuses a card charged above what is due', () => {
    expect(settle(cents(500), [card(501)])).toEqual({ settled: false, fault: 'card_over_tendered', excessCents: 1 });
    expect(settle(cents(-500), [card(1)])).toEqual({ settled: false, fault: 'card_over_tendered', excessCents: 1 });
  });

  it('names what is missing', () => {
    expect(settle(cents(500), [cash(499)])).toEqual({ settled: false, fault: 'insufficient_tender', missingCents: 1 });
    expect(settle(cents(0), [])).toEqual({ settled: true, changeCents: 0, roundingCents: 0 });
  });

  it('rounds the part that is paid in cash, and only that', () => {
    expect(settle(cents(1003), [cash(2000)], nickel)).toEqual({ settled: true, changeCents: 995, roundingCents: 2 });
    expect(settle(cents(1002), [cash(1000)], nickel)).toEqual({ settled: true, changeCents: 0, roundingCents: -2 });
    expect(settle(cents(1003), [card(1003)], nickel)).toEqual({ settled: true, changeCents: 0, roundingCents: 0 });
    expect(settle(cents(1003), [card(1000), cash(5)], nickel)).toEqual({
      settled: true,
      changeCents: 0,
      roundingCents: 2,
    });
    expect(settle(cents(1003), [cash(1000)], nickel)).toMatchObject({ fault: 'insufficient_tender', missingCents: 5 });
  });

  it('forgives a card nothing that is left', () => {
    expect(settle(cents(1002), [card(1000)], nickel)).toMatchObject({ fault: 'insufficient_tender', missingCents: 2 });
  });

  it('rounds to the nearest, up or down; the middle away from zero', () => {
    const rounded = (amount: number, mode: CashRounding['mode']) => roundCash(cents(amount), { toCents: 10, mode });
    expect([4, 5, 6].map((amount) => rounded(amount, 'nearest'))).toEqual([0, 10, 10]);
    expect([-4, -5, -6].map((amount) => rounded(amount, 'nearest'))).toEqual([0, -10, -10]);
    expect([1, 10].map((amount) => rounded(amount, 'up'))).toEqual([10, 10]);
    expect([9, 10].map((amount) => rounded(amount, 'down'))).toEqual([0, 10]);
  });

  it('pays out in cash what is owed to the customer', () => {
    expect(settle(cents(-120), [])).toEqual({ settled: true, changeCents: 120, roundingCents: 0 });
  });

  it('always balances: what was tendered less change is the total and its rounding', () => {
    assert(
      property(
        integer({ min: -1000, max: 200_000 }).map(cents),
        array(tender, { maxLength: 6 }),
        rounding,
        (total, tenders, how) => {
          const outcome = settle(total, tenders, how);
          if (!outcome.settled) return;
          const paid = tenders.reduce((sum, { amountCents }) => sum + amountCents, 0);
          expect(paid - outcome.changeCents).toBe(total + outcome.roundingCents);
          expect(Math.abs(outcome.roundingCents)).toBeLessThan(how.toCents);
          expect(outcome.changeCents).toBeGreaterThanOrEqual(0);
          const inCash = tenders
            .filter(({ type }) => type === 'cash')
            .reduce((sum, { amountCents }) => sum + amountCents, 0);
          if (total >= 0) expect(outcome.changeCents).toBeLessThanOrEqual(inCash);
          if (how.toCents === 1) expect(settle(total, tenders, NO_ROUNDING)).toEqual(outcome);
        },
      ),
    );
  });
});
