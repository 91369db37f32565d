import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticksOf } from './bar-scale';

describe('the lines behind bars', () => {
  it('are round', () => {
    expect(ticksOf([123_45, 0])).toEqual([0, 5000, 10_000, 15_000]);
    expect(ticksOf([100, -30])).toEqual([-50, 0, 50, 100]);
    expect(ticksOf([])).toEqual([0, 1]);
  });

  it('hold every bar between them, nothing among them, and are few', () => {
    assert(
      property(array(integer({ min: -1_000_000_000, max: 1_000_000_000 }), { maxLength: 40 }), (values) => {
        const ticks = ticksOf(values);
        const [first = Number.NaN, last = Number.NaN] = [ticks[0], ticks.at(-1)];
        expect(ticks.some((tick) => tick === 0)).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(last).toBeGreaterThan(first);
        for (const value of values) expect(value >= first && value <= last).toBe(true);
      }),
    );
  });
});
