import { assert, constantFrom, integer, option, property, record } from 'fast-check';
import { daysLeft, packsToOrder, sellThroughMillionths, type Turnover } from './reorder';

const shelf = (about: Partial<Turnover>): Turnover => ({
  soldUnits: 30,
  days: 30,
  onHand: 10,
  reorderPoint: null,
  packUnits: 12,
  ...about,
});

describe('what to order', () => {
  it('is whole packs, enough to last, once what is there does not outlast a delivery', () => {
    // One a day: ten last ten days, a delivery takes seven.
    expect(packsToOrder(shelf({}), 21, 7)).toBe(0);
    expect(packsToOrder(shelf({ onHand: 6 }), 21, 7)).toBe(2);
    expect(packsToOrder(shelf({ onHand: -3 }), 21, 7)).toBe(2);
  });

  it('minds the reorder point, of what does not sell too', () => {
    expect(packsToOrder(shelf({ soldUnits: 0, onHand: 5, reorderPoint: 6 }), 21, 7)).toBe(1);
    expect(packsToOrder(shelf({ soldUnits: 0, onHand: 7, reorderPoint: 6 }), 21, 7)).toBe(0);
    expect(packsToOrder(shelf({ soldUnits: 0, onHand: 0 }), 21, 7)).toBe(0);
  });

  it('says how long it lasts, and how much of it sold', () => {
    expect(daysLeft(shelf({}))).toBe(10);
    expect(daysLeft(shelf({ soldUnits: -1 }))).toBeNull();
    expect(sellThroughMillionths(shelf({ onHand: 10 }))).toBe(750_000);
    expect(sellThroughMillionths(shelf({ soldUnits: 0, onHand: 0 }))).toBeNull();
  });

  it('always brings a shelf that is low above its point and over the days, and never by a whole pack more', () => {
    const any = record({
      soldUnits: integer({ min: -20, max: 900 }),
      days: integer({ min: 7, max: 365 }),
      onHand: integer({ min: -50, max: 200 }),
      reorderPoint: option(integer({ min: 0, max: 60 }), { nil: null }),
      packUnits: constantFrom(1, 6, 12, 24),
    });
    assert(
      property(any, (one) => {
        const packs = packsToOrder(one, 21, 7);
        if (packs === 0) return;
        const after = one.onHand + packs * one.packUnits;
        const wanted = Math.max(Math.ceil((Math.max(one.soldUnits, 0) * 21) / one.days), (one.reorderPoint ?? -1) + 1);
        expect(after).toBeGreaterThanOrEqual(wanted);
        expect(after - one.packUnits).toBeLessThan(wanted);
      }),
    );
  });
});
