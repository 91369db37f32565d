import fc from 'fast-check';
import { linesBeyondShare } from './hand-limit.ts';
import type { PricedLine } from './priced-basket.ts';

const line = (grossCents: number, ...discounts: [kind: string, amountCents: number][]) =>
  ({ grossCents, discounts: discounts.map(([kind, amountCents]) => ({ kind, amountCents })) }) as unknown as PricedLine;

describe('what a cashier takes off by hand', () => {
  it('is a share of each line, whatever promotions took', () => {
    const lines = [
      line(1000, ['line_discount', 100]),
      line(1000, ['line_discount', 60], ['sale_discount', 41]),
      line(1000, ['promotion', 900], ['sale_discount', 10]),
      line(1000, ['price_override', -1]),
      line(715, ['line_discount', 72]),
      line(1000, ['sale_discount', 50], ['minimum_price', -400]),
    ];
    expect(linesBeyondShare(lines, 100_000)).toEqual([1, 3]);
    expect(linesBeyondShare(lines, 0)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is never more than the share by a whole cent', () => {
    const amount = fc.integer({ min: 0, max: 100_000_000_000_000 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 1_000_000 }), amount, (gross, share, taken) => {
        const [beyond] = linesBeyondShare([line(gross, ['line_discount', taken])], share);
        const excess = BigInt(taken) * 1_000_000n - BigInt(gross) * BigInt(share);
        expect(beyond === undefined).toBe(excess < 1_000_000n);
      }),
    );
  });
});
