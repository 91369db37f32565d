import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { countedCents, denominationsOf } from './cash-count.ts';

describe('a cash count', () => {
  it('adds up notes and coins, or takes a sum', () => {
    expect(countedCents({ denominations: { 2000: 5, 25: 12 } })).toBe(10_300);
    expect(countedCents({ denominations: {} })).toBe(0);
    expect(countedCents({ cents: 15_000 })).toBe(15_000);
  });

  it('is the sum of value times pieces, whatever is counted', () => {
    const piece = tuple(constantFrom(...denominationsOf('USD')), integer({ min: 0, max: 5000 }));
    assert(
      property(array(piece), (pieces) => {
        const denominations = Object.fromEntries(pieces);
        const sum = Object.entries(denominations).reduce((total, [value, count]) => total + Number(value) * count, 0);
        expect(countedCents({ denominations })).toBe(sum);
      }),
    );
  });

  it.each([
    [{ cents: Number.NaN }],
    [{ cents: Number.POSITIVE_INFINITY }],
    [{ cents: -1 }],
    [{ cents: 0.5 }],
    [{ cents: 1e15 }],
    [{ denominations: { 25: -1 } }],
    [{ denominations: { 25: 1.5 } }],
    [{ denominations: { 0: 1 } }],
    [{ denominations: { '1e3': 1 } }],
    [{ denominations: { quarter: 1 } }],
    [{ denominations: { 10000000: 1_000_000 } }],
  ])('refuses what nobody can count: %j', (count) => {
    expect(() => countedCents(count)).toThrow(RangeError);
  });

  it('knows the notes and coins of a currency, the largest first', () => {
    for (const currency of ['USD', 'CAD', 'MXN', 'EUR', 'GBP', 'AUD', 'XXX']) {
      const values = [...denominationsOf(currency)];
      expect(values).toEqual([...new Set(values)].sort((a, b) => b - a));
    }
  });
});
