import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { CASH_MOVEMENT_TYPES, cashChange, expectedCash } from './drawer-cash.ts';

const movement = record({
  type: constantFrom(...CASH_MOVEMENT_TYPES),
  amountCents: integer({ min: 0, max: 1_000_000 }),
});

describe('a drawer’s cash', () => {
  it('grows by pay-ins, shrinks by payouts and drops, and is left alone by a no-sale', () => {
    const changes = CASH_MOVEMENT_TYPES.map((type) => [type, cashChange({ type, amountCents: 500 })]);
    expect(Object.fromEntries(changes)).toEqual({ pay_in: 500, payout: -500, drop: -500, no_sale: 0 });
  });

  it('is what it was opened with, and every change since', () => {
    assert(
      property(
        integer({ min: 0, max: 1e6 }),
        integer({ min: -1e6, max: 1e6 }),
        array(movement),
        (opening, sales, moved) => {
          const sum = moved.reduce((total, one) => total + cashChange(one), 0);
          expect(expectedCash(opening, sales, sum)).toBe(opening + sales + sum);
        },
      ),
    );
  });
});
