import { canonicalStoredValueCode, endOfCode, isStoredValueCode } from './stored-value.ts';
import { mayBeCardNumber, paymentDetail } from './tender-reference.ts';

describe('a code of stored value', () => {
  it('is the same however it was typed', () => {
    expect(canonicalStoredValueCode(' gc-0000 4711 ')).toBe('GC00004711');
    expect([isStoredValueCode('gc-0000 4711'), isStoredValueCode('------'), isStoredValueCode('12345')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isStoredValueCode('A'.repeat(41))).toBe(false);
  });

  it('is shown by its end, and a reference as it is', () => {
    expect(endOfCode('4929103374518820')).toBe('…8820');
    expect(paymentDetail({ code: '4929103374518820' })).toBe('…8820');
    expect([paymentDetail({ reference: '1042' }), paymentDetail({})]).toEqual(['1042', '']);
  });
});

describe('a reference', () => {
  it('is no card’s number, in whatever digits and however they are set apart', () => {
    for (const number of ['4111111111111111', 'x4111-1111-1111-1', '１１１１２２２２３３３３４']) {
      expect([number, mayBeCardNumber(number)]).toEqual([number, true]);
    }
    expect(mayBeCardNumber('Voucher 123456789012')).toBe(false);
  });
});
