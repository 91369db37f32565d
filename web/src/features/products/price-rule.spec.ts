import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pastedCells, priceByRule } from './price-rule';

describe('a rule for many prices', () => {
  it('changes by percent, and ends as it should', () => {
    expect(priceByRule(1649, { hundredths: 300, lastDigit: undefined })).toBe(1698);
    expect(priceByRule(1649, { hundredths: 300, lastDigit: 9 })).toBe(1699);
    expect(priceByRule(2134, { hundredths: 0, lastDigit: 9 })).toBe(2139);
    expect(priceByRule(100, { hundredths: -20_000, lastDigit: undefined })).toBe(0);
  });

  it('never ends a price below what the percent makes of it, nor ten cents above', () => {
    assert(
      property(
        integer({ min: 0, max: 1_000_000 }),
        integer({ min: -10_000, max: 10_000 }),
        integer({ min: 0, max: 9 }),
        (price, hundredths, lastDigit) => {
          const plain = priceByRule(price, { hundredths, lastDigit: undefined });
          const ended = priceByRule(price, { hundredths, lastDigit });
          expect(ended % 10).toBe(lastDigit);
          expect(ended - plain).toBeGreaterThanOrEqual(0);
          expect(ended - plain).toBeLessThan(10);
        },
      ),
    );
  });

  it('reads what a spreadsheet copies', () => {
    expect(pastedCells('19.99\tx\r\n20.49\r\n')).toEqual(['19.99', '20.49']);
  });
});
