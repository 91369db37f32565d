import { searchWords, sizeWords, wordsOf } from './search-words';

/** Whether every word asked is the beginning of one of the product's. */
const finds = (query: string, product: Parameters<typeof searchWords>[0]) =>
  wordsOf(query).every((asked) => searchWords(product).some((word) => word.startsWith(asked)));

describe('search words', () => {
  it('are folded, distinct, and split at anything that is no letter, digit or decimal point', () => {
    expect(searchWords({ name: "Tito's Añejo", brand: 'Rosé-Rosé', sku: 'SKU_77' })).toEqual([
      'titos',
      'anejo',
      'rose',
      'sku',
      '77',
    ]);
    expect(wordsOf('No. 7, 80.5 Prf.')).toEqual(['no', '7', '80.5', 'prf']);
  });

  it('name a size as labels do', () => {
    expect(sizeWords(1750)).toEqual(['1750ml', '175cl', '1.75l']);
    expect(sizeWords(355)).toEqual(['355ml', '0.355l']);
    expect(sizeWords(null)).toEqual([]);
  });

  it('find a bottle by its name and size, however it is written', () => {
    const bottle = { name: 'Absolut Swedish Vodka 80 Prf', sku: '34008', volumeMl: 1750 };
    for (const query of [
      'absolut 1.75',
      'absolut 1,75',
      'absolut 1.75 L',
      'Absolut 1.75L',
      'vodka 1750',
      'absolut 1750 ml',
    ])
      expect([query, finds(query, bottle)]).toEqual([query, true]);
    for (const query of ['absolut 750', 'absolut 1 l', 'absolut 1.5'])
      expect([query, finds(query, bottle)]).toEqual([query, false]);
    expect(finds("tito's", { name: 'Titos Handmade Vodka', sku: '1' })).toBe(true);
    expect(finds('titos', { name: 'Tito’s Handmade Vodka', sku: '1' })).toBe(true);
  });
});
