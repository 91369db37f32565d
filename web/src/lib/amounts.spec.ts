import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount } from './amounts';

describe('an amount that somebody typed', () => {
  it('is read to the cent, however it is written', () => {
    assert(
      property(integer({ min: 0, max: 999_999_999 }), (cents) => {
        const text = (cents / 100).toFixed(2);
        for (const written of [text, text.replace('.', ','), `$${text}`, ` ${text} `, text.replace(/^0\./, '.')])
          expect([written, readAmount(written)]).toEqual([written, cents]);
        const grouped = text.replace(/\B(?=(\d{3})+\.)/g, ',');
        expect([grouped, readAmount(grouped)]).toEqual([grouped, cents]);
      }),
    );
    expect([readAmount('20'), readAmount('20.5'), readAmount('7.')]).toEqual([2000, 2050, 700]);
  });

  it('is none where a digit would have to be guessed', () => {
    for (const typed of ['', '.', ',', '$', '1.234', '1,23,456', '-5', '(5)', '1e3', '7 up', '12.345.67'])
      expect([typed, readAmount(typed)]).toEqual([typed, undefined]);
  });
});
