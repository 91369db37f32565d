import { describe, expect, it } from 'vitest';
import { readScan, readScanInput } from './scan-input';

const CODE = '088004144708';

describe('what stands in the till’s field', () => {
  it('is a number of what comes after it, a code, or words', () => {
    expect(readScanInput(`6*${CODE}`)).toEqual({ quantity: 6, text: CODE, isBarcode: true });
    expect(readScanInput('titos')).toEqual({ quantity: 1, text: 'titos', isBarcode: false });
    // None of it is a slip of the finger, and rings nothing up.
    expect(readScanInput(`0*${CODE}`).isBarcode).toBe(false);
  });

  it('gives way to a scan, but for a number that was meant for it', () => {
    expect(readScan(`abs${CODE}`, CODE)).toEqual({ quantity: 1, text: CODE, isBarcode: true, dropped: 'abs' });
    expect(readScan(`12${CODE}`, CODE)).toMatchObject({ text: CODE, dropped: '12' });
    expect(readScan(`6*${CODE}`, CODE)).toEqual({ quantity: 6, text: CODE, isBarcode: true });
    expect(readScan(`0*${CODE}`, CODE)).toEqual({ quantity: 1, text: CODE, isBarcode: true, dropped: '0*' });
    expect(readScan(CODE, CODE)).toEqual({ quantity: 1, text: CODE, isBarcode: true });
    // The first of it went into a dialog that is gone.
    expect(readScan(CODE.slice(5), CODE)).toEqual({ quantity: 1, text: CODE, isBarcode: true });
  });

  it('gives way to a code its check digit confirms, however slowly the keys came', () => {
    expect(readScan('abs2000000433370', '0')).toEqual({
      quantity: 1,
      text: '2000000433370',
      isBarcode: true,
      dropped: 'abs',
    });
    expect(readScan('12 2000000433370', '0')).toMatchObject({ text: '2000000433370', dropped: '12' });
    expect(readScan('122000000433370', '0')).toMatchObject({ text: '2000000433370', dropped: '12' });
    // No check digit, no code: words and digits are searched for.
    expect(readScan('abs2000000433371', '0')).toMatchObject({ isBarcode: false });
  });

  it('is a receipt’s number as its code is scanned, after whatever was typed', () => {
    expect(readScan('1-2-000123', '000123')).toEqual({ quantity: 1, text: '1-2-000123', isBarcode: true });
    expect(readScan('abs1-2-000123', '000123')).toMatchObject({ text: '1-2-000123', dropped: 'abs' });
    // A digit typed before it makes no other store's receipt of it.
    expect(readScan('21-2-000123', '1-2-000123')).toMatchObject({ text: '1-2-000123', dropped: '2' });
    expect(readScanInput('1-2').isBarcode).toBe(false);
  });

  it('is one code though the scanner stuttered in the middle of it', () => {
    for (let cut = 1; cut < CODE.length; cut++)
      expect(readScan(CODE, CODE.slice(cut))).toEqual({ quantity: 1, text: CODE, isBarcode: true });
    expect(readScan('6*2000000363080', '0363080')).toEqual({ quantity: 6, text: '2000000363080', isBarcode: true });
    expect(readScan('12345678901234567', '8901234567')).toMatchObject({ text: '12345678901234567' });
  });
});
