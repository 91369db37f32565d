import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { cents } from './money.ts';
import { settle, type Tender } from './settle.ts';

const tender = record({
  type: constantFrom('cash' as const, 'card' as const),
  amountCents: integer({ min: 1, max: 100_000 }).map(cents),
});

describe('settle', () => {
  it('gives change from cash', () => {
    const tenders: Tender[] = [
      { type: 'card', amountCents: cents(1000) },
      { type: 'cash', amountCents: cents(2000) },
    ];
    expect(settle(cents(2350), tenders)).toEqual({ settled: true, changeCents: 650 });
  });

  it('refuses a card charged above what is due', () => {
    expect(settle(cents(500), [{ type: 'card', amountCents: cents(501) }])).toEqual({
      settled: false,
      fault: 'card_over_tendered',
      excessCents: 1,
    });
  });

  it('names what is missing', () => {
    expect(settle(cents(500), [{ type: 'cash', amountCents: cents(499) }])).toEqual({
      settled: false,
      fault: 'insufficient_tender',
      missingCents: 1,
    });
    expect(settle(cents(0), [])).toEqual({ settled: true, changeCents: 0 });
  });

  it('never gives back more than the cash it took', () => {
    assert(
      property(integer({ min: 0, max: 200_000 }).map(cents), array(tender, { maxLength: 6 }), (total, tenders) => {
        const outcome = settle(total, tenders);
        if (!outcome.settled) return;
        const cash = tenders.filter(({ type }) => type === 'cash').reduce((sum, t) => sum + t.amountCents, 0);
        expect(outcome.changeCents).toBeLessThanOrEqual(cash);
        expect(tenders.reduce((sum, t) => sum + t.amountCents, 0) - outcome.changeCents).toBe(total);
      }),
    );
  });
});
