import { assert, integer, property } from 'fast-check';
import { checkDigit, readBarcode } from './barcode.ts';

describe('a barcode', () => {
  it.each([
    ['036000291452', '036000291452', 'UPC-A stays'],
    ['0036000291452', '036000291452', 'EAN-13 with a leading zero is its UPC-A'],
    ['00036000291452', '036000291452', 'GTIN-14 with two is the same'],
    ['4006381333931', '4006381333931', 'EAN-13 stays'],
    ['10036000291459', '10036000291459', 'a case GTIN-14 stays'],
    ['96385074', '96385074', 'EAN-8 stays'],
    ['04252614', '042100005264', 'UPC-E is the UPC-A it abbreviates'],
    ['4011', '4011', 'a code without check digit stays'],
    ['SHELF-7', 'SHELF-7', 'so does one with letters'],
    [' 036000291452 ', '036000291452', 'space around it is nothing'],
  ])('%s reads as %s: %s', (text, barcode) => {
    expect(readBarcode(text)).toEqual({ valid: true, barcode });
  });

  it('with a wrong check digit names the right one', () => {
    expect(readBarcode('036000291453')).toEqual({
      valid: false,
      message: '036000291453 has a wrong check digit; 036000291452 would be right',
    });
  });

  it('with any one digit wrong is refused', () => {
    assert(
      property(
        integer({ min: 0, max: 99_999_999_999 }),
        integer({ min: 0, max: 11 }),
        integer({ min: 1, max: 9 }),
        (n, at, by) => {
          const digits = String(n).padStart(11, '0');
          const code = `${digits}${checkDigit(digits)}`;
          const changed = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1);
          expect(readBarcode(code).valid).toBe(true);
          expect(readBarcode(changed).valid).toBe(false);
        },
      ),
    );
  });
});
