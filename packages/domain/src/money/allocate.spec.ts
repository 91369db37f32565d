import { array, assert, integer, property } from 'fast-check';
import { allocate } from './allocate.ts';

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
});
