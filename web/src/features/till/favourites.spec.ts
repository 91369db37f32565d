import { describe, expect, it } from 'vitest';
import type { QuickKey } from './api/quick-keys';
import type { Product } from './basket';
import { hueOf, movedKey, nameOfKey, pagesOfKeys } from './favourites';

const key = (productId: string): QuickKey => ({ productId, packId: 'bottle', label: productId });
const product = (id: string, category: string | null) => ({ id, category }) as Product;

describe('favourites', () => {
  it('stand in pages by category, in their own order; what no product stands behind has none', () => {
    const keys = ['rye', 'gin', 'malt', 'gone', 'ice'].map(key);
    const products = [
      product('rye', 'Whiskey'),
      product('gin', 'Gin'),
      product('malt', 'Whiskey'),
      product('ice', null),
    ];
    expect(pagesOfKeys(keys, products)).toEqual([
      { category: 'Whiskey', keys: [key('rye'), key('malt')] },
      { category: 'Gin', keys: [key('gin')] },
    ]);
  });

  it('are moved in the place of another, and none is lost', () => {
    const keys = ['a', 'b', 'c', 'd'].map(key);
    const order = (moved: string, place: string) =>
      movedKey(keys, nameOfKey(key(moved)), nameOfKey(key(place)))
        .map(({ productId }) => productId)
        .join('');
    expect([order('a', 'c'), order('d', 'a'), order('b', 'b')]).toEqual(['bcad', 'dabc', 'abcd']);
    // Somebody else took one of them away.
    expect([order('x', 'a'), order('a', 'x')]).toEqual(['abcd', 'abcd']);
  });

  it('have the same colour on every till', () => {
    expect(hueOf('Spiced Rum')).toBe(hueOf('Spiced Rum'));
    for (const category of ['', 'Gin', 'Ron añejo', 'x'.repeat(200)]) {
      expect(hueOf(category)).toBeGreaterThanOrEqual(0);
      expect(hueOf(category)).toBeLessThan(8);
    }
  });
});
