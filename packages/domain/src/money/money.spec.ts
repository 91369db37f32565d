import { assert, integer, property } from 'fast-check';
import { baseUnits, cents, multiplyDivide } from './money.ts';

const amount = integer({ min: -1_000_000_000, max: 1_000_000_000 });

describe('money', () => {
  it('is a whole number of cents or nothing', () => {
    expect(() => cents(0.1 + 0.2)).toThrow(RangeError);
    expect(() => cents(Number.NaN)).toThrow(RangeError);
    expect(() => cents(2 ** 53)).toThrow(RangeError);
    expect(() => baseUnits(0.166)).toThrow(RangeError);
    expect(Object.is(cents(-0), 0)).toBe(true);
  });

  it('rounds half away from zero, on both sides', () => {
    expect(multiplyDivide(5, 1, 10)).toBe(1);
    expect(multiplyDivide(-5, 1, 10)).toBe(-1);
    expect(multiplyDivide(4, 1, 10)).toBe(0);
    expect(multiplyDivide(1, 1, -2)).toBe(-1);
    expect(() => multiplyDivide(1, 1, 0)).toThrow(RangeError);
  });

  it('is never further than half a cent from the exact quotient', () => {
    assert(
      property(amount, amount, integer({ min: 1, max: 100_000 }), (a, n, d) => {
        const scaled = BigInt(a % 1000) * BigInt(n);
        const error = 2n * (BigInt(multiplyDivide(a % 1000, n, d)) * BigInt(d) - scaled);
        return (error < 0n ? -error : error) <= BigInt(d);
      }),
    );
  });

  it('rounds a negative amount to the mirror of the positive', () => {
    assert(
      property(amount, integer({ min: 1, max: 1000 }), integer({ min: 1, max: 1000 }), (a, n, d) => {
        expect(multiplyDivide(-a, n, d)).toBe(cents(-multiplyDivide(a, n, d)));
      }),
    );
  });
});
