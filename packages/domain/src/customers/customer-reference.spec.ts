import { canonicalReference, isReference } from './customer-reference.ts';

describe('what a customer is known by', () => {
  it('is one thing, however it is typed', () => {
    for (const typed of [
      '515-555-0199',
      '(515) 555.0199',
      '+1 515 555 0199',
      '５１５５５５０１９９',
      '515\u2011555\u20110199',
    ]) {
      expect(canonicalReference(typed)).toBe('5155550199');
    }
    for (const typed of ['mcafé 1', 'MCAFE\u03011', 'ＭＣＡＦÉ1']) expect(canonicalReference(typed)).toBe('MCAFE1');
    expect(canonicalReference('ann@store.example')).toBe('ANN@STOREEXAMPLE');
  });

  it('is Latin letters and digits, a club card’s barcode too, and no payment card’s number', () => {
    for (const good of ['5155550199', 'ABC', '4006381333931']) expect([good, isReference(good)]).toEqual([good, true]);
    for (const bad of ['AB', '\u0430BC', '٥١٥٥', '', '4111111111111111', 'X'.repeat(61)]) {
      expect([bad, isReference(bad)]).toEqual([bad, false]);
    }
  });
});
