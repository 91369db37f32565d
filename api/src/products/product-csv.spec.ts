import { textOfCents } from '@liquor-pos/domain/catalogue/product-file';
import { assert, integer, property } from 'fast-check';
import { centsOfText } from './product-csv';

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
});
