import { matchingAllWords, searchWords } from './search-words';

describe('search words', () => {
  it('are folded, distinct, and split at anything that is no letter or digit', () => {
    expect(searchWords("Tito's Añejo", 'Rosé-Rosé', null, 'SKU_77')).toEqual(['titos', 'anejo', 'rose', 'sku', '77']);
  });

  it('are asked for as ranges, the longest first', () => {
    expect(matchingAllWords('j jame')).toEqual([
      { searchWords: { $elemMatch: { $gte: 'jame', $lt: 'jame\uffff' } } },
      { searchWords: { $elemMatch: { $gte: 'j', $lt: 'j\uffff' } } },
    ]);
    expect(matchingAllWords('$ne !!')).toHaveLength(1);
  });
});
