import { describe, expect, it } from 'vitest';
import { scanIn } from './scans-into-fields';

const CODE = '088004144708';
/** Digits at their times, into a field that keeps no more than four. */
const typed = (digits: string, gapMs: (index: number) => number, held = '6') => {
  let at = 0;
  let value = held;
  return [...digits].map((digit, index) => {
    at += index === 0 ? 0 : gapMs(index);
    const key = { digit, before: value, at };
    value = (value + digit).slice(0, 4);
    return key;
  });
};

describe('what a scanner types into a field', () => {
  it('is a scan, and the field is as it was', () => {
    expect(scanIn(typed(CODE, () => 8))).toMatchObject({ code: CODE, before: '6' });
    expect(scanIn(typed('123456', () => 8))).toMatchObject({ code: '123456' });
  });

  it('is a scan though it stuttered in the middle, or followed digits typed by hand', () => {
    expect(scanIn(typed(CODE, (index) => (index === 7 ? 400 : 8)))).toMatchObject({ code: CODE, before: '6' });
    const after = scanIn([
      ...typed('24', () => 150),
      ...typed(CODE, () => 8, '624').map((key) => ({ ...key, at: key.at + 900 })),
    ]);
    expect(after).toMatchObject({ code: CODE, before: '624' });
  });

  it('is all that came in one go, though the last digits alone make a barcode', () => {
    for (const card of ['5186199230693165', '5395380872', '9990001112223'])
      expect(scanIn(typed(card, () => 8))).toMatchObject({ code: card, before: '6' });
  });

  it('is no scan typed by hand, whatever its check digit says', () => {
    expect(scanIn(typed(CODE, () => 140))).toBeUndefined();
    expect(scanIn(typed('12.50', () => 8).filter(({ digit }) => digit !== '.'))).toBeUndefined();
  });
});
