import { trimmed } from './trimmed';

describe('a text as it was sent', () => {
  it.each([
    ['  Dented ', 'Dented'],
    ['\u200b\u2060 \ufeff', ''],
    ['\u202eover short\u200d', 'over short'],
    ['\u2066\u061c\u034f\u115f\u3164\u2800\u{e0020}\u0000', ''],
    ['two  words', 'two  words'],
    ['half \ud83c', 'half \ufffd'],
    ['Rye\u0000Whiskey\u001b', 'Rye Whiskey'],
    ['one\nline\tmore', 'one\nline\tmore'],
    ['Rye \u202e00.1$\u202c a bottle', 'Rye 00.1$ a bottle'],
  ])('loses what nobody sees at its ends, and what turns the rest round: %j', (value, kept) => {
    expect(trimmed({ value })).toBe(kept);
  });

  it('is each text of a list', () => {
    expect(trimmed({ value: [' club\u202e ', 7, ['red\u0000']] })).toEqual(['club', 7, ['red']]);
  });

  it('is not looked at longer because of many blanks', () => {
    expect(trimmed({ value: `a${' '.repeat(1_000_000)}b` })).toHaveLength(1_000_002);
    expect(trimmed({ value: 7 })).toBe(7);
  });
});
