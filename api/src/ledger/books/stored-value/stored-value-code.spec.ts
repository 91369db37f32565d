import { holdsCardNumber } from '@liquor-pos/domain/tenders/card-numbers';
import { newStoredValueCode } from './stored-value-code';

describe('a new gift card’s code', () => {
  it('is sixteen digits, and no payment card’s number', () => {
    const codes = Array.from({ length: 2_000 }, newStoredValueCode);
    expect(codes.filter((code) => !/^[1-9]\d{15}$/.test(code) || holdsCardNumber(code))).toEqual([]);
  });
});
