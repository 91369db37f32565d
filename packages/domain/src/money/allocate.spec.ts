import { array, assert, integer, property, tuple } from 'fast-check';
import { allocate, allocateByFractions } from './allocate.ts';
import { fraction, sumOf } from './fraction.ts';

describe('allocate', () => {
  it('gives what is left over to the largest remainders', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(allocate(10, [0, 7, 3])).toEqual([0, 7, 3]);
    expect(allocate(5, [0, 0])).toEqual([5, 0]);
    expect(allocate(5, [])).toEqual([]);
  });

  it('adds up exactly, and no part is a whole unit away from its share', () => {
    const weights = array(integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 });
    assert(
      property(integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (amount, given) => {
        const parts = allocate(amount, given);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
        const total = given.reduce((sum, weight) => sum + weight, 0);
        if (total === 0) return;
        parts.forEach((part, index) => {
          const off = BigInt(part) * BigInt(total) - BigInt(amount) * BigInt(given[index] ?? 0);
          expect(off < BigInt(total) && off > -BigInt(total)).toBe(true);
        });
      }),
    );
  });

  it('is the same for quotients as for whole weights over one denominator', () => {
    const weights = array(tuple(integer({ min: 0, max: 1000 }), integer({ min: 1, max: 12 })), {
      minLength: 1,
      maxLength: 8,
    });
    assert(
      property(integer({ min: -1_000_000, max: 1_000_000 }), weights, (amount, given) => {
        const exact = given.map(([numerator, denominator]) => fraction(BigInt(numerator), BigInt(denominator)));
        const whole = given.map(([numerator, denominator]) => (numerator * 27_720) / denominator);
        expect(allocateByFractions(amount, exact, sumOf(exact))).toEqual(allocate(amount, whole));
      }),
    );
  });
});
