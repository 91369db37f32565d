import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { cents, sumCents } from '../money/money.ts';
import { NO_ROUNDING } from '../tenders/settle.ts';
import { planExchange } from './exchange.ts';

const card = (amountCents: number) => ({ type: 'card' as const, amountCents: cents(amountCents), reference: '4242' });
const cash = (amountCents: number) => ({ type: 'cash' as const, amountCents: cents(amountCents) });
const NICKELS = { toCents: 5, mode: 'nearest' } as const;

describe('an exchange', () => {
  it('pays for dearer goods with all that came back', () => {
    expect(planExchange([card(1000), cash(500)], cents(2000), NO_ROUNDING)).toEqual({ creditCents: 1500, tenders: [] });
  });

  it('gives the rest of cheaper goods back to the card, which is used up last', () => {
    const { creditCents, tenders } = planExchange([card(1000), cash(500)], cents(700), NO_ROUNDING);
    expect([creditCents, tenders]).toEqual([700, [card(800)]]);
  });

  it('gives a rest in cash in the coins there are', () => {
    expect(planExchange([cash(1750)], cents(1713), NICKELS).tenders).toEqual([cash(35)]);
    expect(planExchange([cash(1715)], cents(1713), NICKELS).tenders).toEqual([]);
  });

  it('rounds what it pays out as whatever is paid out: up is toward the store', () => {
    const [up, down] = [{ toCents: 10, mode: 'up' } as const, { toCents: 10, mode: 'down' } as const];
    expect(planExchange([cash(2620)], cents(1059), up).tenders).toEqual([cash(1560)]);
    expect(planExchange([cash(2610)], cents(1059), down).tenders).toEqual([cash(1560)]);
    // The same bottle again, for one that was bad: nobody makes ten cents by it.
    expect(planExchange([cash(1760)], cents(1753), up).tenders).toEqual([]);
  });

  it('is worth what came back, whatever was paid with and whatever is bought', () => {
    const refunds = array(record({ of: constantFrom(card, cash), amount: integer({ min: 1, max: 100_000 }) }), {
      maxLength: 5,
    });
    assert(
      property(refunds, integer({ min: 0, max: 200_000 }), (parts, saleCents) => {
        const refund = parts.map(({ of, amount }) => of(amount));
        const { creditCents, tenders } = planExchange(refund, cents(saleCents), NO_ROUNDING);
        const sum = (of: readonly { amountCents: number }[]) => sumCents(of.map((one) => cents(one.amountCents)));
        expect(creditCents + sum(tenders)).toBe(sum(refund));
        expect(creditCents).toBeLessThanOrEqual(saleCents);
        // No tender gets more than it paid.
        for (const type of ['card', 'cash'] as const) {
          const of = (all: readonly ReturnType<typeof cash | typeof card>[]) =>
            sum(all.filter((one) => one.type === type));
          expect(of(tenders as never)).toBeLessThanOrEqual(of(refund as never));
        }
      }),
    );
  });
});
