import { describe, expect, it } from 'vitest';
import { added, type Basket, priced, repriced, withQuantity } from './basket';
import { quickCashAmounts, readAmount } from './cash-amounts';
import { readScanInput } from './scan-input';

const product = {
  id: 'p',
  name: 'Rye',
  volumeMl: 750,
  packs: [
    { id: 'bottle', name: 'Bottle', units: 1, priceCents: 713, barcodes: [] },
    { id: 'six', name: '6-pack', units: 6, priceCents: 3999, barcodes: [] },
  ],
} as unknown as Parameters<typeof added>[1];
const [bottle, six] = product.packs as [(typeof product.packs)[number], (typeof product.packs)[number]];

describe('the basket', () => {
  it('counts the same pack up and keeps packs apart, whatever the order of scans', () => {
    const one = [six, bottle, bottle].reduce<Basket>((basket, pack) => added(basket, product, pack, 1), []);
    const other = [bottle, six, bottle].reduce<Basket>((basket, pack) => added(basket, product, pack, 1), []);
    expect(priced(one).totals).toMatchObject({ units: 8, totalCents: 3999 + 2 * 713 });
    expect(priced(other).totals).toEqual(priced(one).totals);
    expect(one).toHaveLength(2);
  });

  it('takes a line off when nothing of it is left', () => {
    const basket = added([], product, bottle, 2);
    expect(withQuantity(basket, basket[0] as Basket[number], 0)).toEqual([]);
  });

  it('takes the prices of a new quote', () => {
    const basket = added([], product, bottle, 2);
    const quote = { lines: [{ productId: 'p', packId: 'bottle', unitPriceCents: 750 }] } as Parameters<
      typeof repriced
    >[1];
    expect(priced(repriced(basket, quote)).totals.totalCents).toBe(1500);
  });
});

describe('the till’s field', () => {
  it('tells scans from names, and reads a multiplier before either', () => {
    expect(readScanInput('088004144708')).toEqual({ quantity: 1, text: '088004144708', isBarcode: true });
    expect(readScanInput('6×088004144708')).toEqual({ quantity: 6, text: '088004144708', isBarcode: true });
    expect(readScanInput('2 x titos')).toEqual({ quantity: 2, text: 'titos', isBarcode: false });
    expect(readScanInput('1800 tequila')).toEqual({ quantity: 1, text: '1800 tequila', isBarcode: false });
    expect(readScanInput('6*')).toEqual({ quantity: 6, text: '', isBarcode: false });
  });
});

describe('cash', () => {
  it('offers the exact amount and what notes make', () => {
    expect(quickCashAmounts(1649)).toEqual([1649, 2000, 5000, 10_000]);
    expect(quickCashAmounts(2000)).toEqual([2000, 5000, 10_000]);
  });

  it('reads dollars as they are keyed', () => {
    expect(['20', '20.5', '20.55', '0.1', '20,5'].map(readAmount)).toEqual([2000, 2050, 2055, 10, 2050]);
    for (const typed of ['', 'x', '1.234', '-5', '1.2.3']) expect(readAmount(typed)).toBeUndefined();
  });
});
