import { matchingAllWords } from './search-words';

describe('a search for products', () => {
  it('asks for ranges of words, the longest first', () => {
    expect(matchingAllWords('j jame')).toEqual([
      { searchWords: { $elemMatch: { $gte: 'jame', $lt: 'jame\uffff' } } },
      { searchWords: { $elemMatch: { $gte: 'j', $lt: 'j\uffff' } } },
    ]);
    expect(matchingAllWords('$ne !!')).toHaveLength(1);
  });

  it('takes a barcode for what it is, in the form it is kept in', () => {
    expect(matchingAllWords(' 0012345678905 ')).toEqual([{ barcodes: '012345678905' }]);
  });
});
