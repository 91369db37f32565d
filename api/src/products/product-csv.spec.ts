import { textOfCents } from '@liquor-pos/domain/catalogue/product-file';
import { assert, constantFrom, integer, property, string } from 'fast-check';
import { centsOfText, neutralised, withoutNeutraliser } from './product-csv';

describe('amounts in a product file', () => {
  it('are read to the cent, without a float in between', () => {
    expect(['7.13', '$5', '1,299.00', '0.5', '19'].map(centsOfText)).toEqual([713, 500, 129_900, 50, 1900]);
    for (const text of ['', '7.131', '-1', '1.2.3', 'free', '1,29']) expect(centsOfText(text)).toBeNaN();
  });

  it('read back as they were written', () => {
    assert(
      property(integer({ min: 0, max: 100_000_000 }), (cents) => expect(centsOfText(textOfCents(cents))).toBe(cents)),
    );
  });

  it('keeps a formula from running, and what was never one as it is', () => {
    expect(neutralised('=1+1')).toBe("'=1+1");
    expect(withoutNeutraliser(neutralised('@cmd'))).toBe('@cmd');
    expect(withoutNeutraliser("'Tis")).toBe("'Tis");
    expect(neutralised("'=1")).toBe("''=1");
    const cells = string({ unit: constantFrom(..."'=+-@a1") });
    assert(property(cells, (cell) => expect(withoutNeutraliser(neutralised(cell))).toBe(cell)));
  });
});
