import { assert, integer, property } from 'fast-check';
import { cents } from '../money/money.ts';
import { mostCash } from './most-cash.ts';

describe('the most cash taken', () => {
  it.each([
    [0, 5000],
    [499, 5000],
    [500, 10_000],
    [999, 10_000],
    [1000, 20_000],
    [2309, 30_000],
    [5000, 40_000],
    [9999, 40_000],
    [10_000, 50_000],
    [12_345, 50_000],
    [20_000, 60_000],
  ])('for %i cents is %i', (due, most) => {
    expect(mostCash(cents(due), null)).toBe(most);
  });

  it('is the change a store allows on top of what is due, where it says so', () => {
    expect(mostCash(cents(2309), 2000)).toBe(4309);
    expect(mostCash(cents(-500), 0)).toBe(0);
  });

  it('always leaves room for what is due, and never falls as more is due', () => {
    assert(
      property(integer({ min: -10_000, max: 2_000_000 }), integer({ min: 0, max: 10_000 }), (due, more) => {
        expect(mostCash(cents(due), null)).toBeGreaterThan(Math.max(due, 0));
        expect(mostCash(cents(due + more), null)).toBeGreaterThanOrEqual(mostCash(cents(due), null));
      }),
    );
  });
});
