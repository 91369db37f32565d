import { readRow } from './product-csv-row';

const faultsOf = (cells: object) => {
  const read = readRow({ sku: 'S1', name: 'Rye', price: '19.99', ...cells });
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
};

describe('a line of a product file', () => {
  it('is refused in words for a barcode that a spreadsheet shortened', () => {
    for (const code of ['8.8076E+11', '8,8E11'])
      expect(faultsOf({ barcodes: code })).toContainEqual(expect.stringContaining('was shortened by a spreadsheet'));
    for (const code of ['012345678905', "'012345678905"]) expect(faultsOf({ barcodes: code })).toEqual([]);
  });

  it('has the tags that this program’s files or those of others name, each once', () => {
    for (const tags of ['staff pick;local', 'staff pick, local,', 'local | staff pick;local']) {
      const read = readRow({ sku: 'S1', name: 'Rye', price: '19.99', tags });
      expect('product' in read && read.product.tags?.toSorted()).toEqual(['local', 'staff pick']);
    }
  });

  it('is refused with a card’s number in it', () => {
    expect(faultsOf({ name: 'Rye 4111 1111 1111 1111' })).toEqual(['name: looks like a card’s number; leave it out']);
  });

  it('says of an amount whether it cannot be read or is too much', () => {
    expect(faultsOf({ price: 'abc' })).toEqual(['price: must be an amount such as 7.13']);
    expect(faultsOf({ price: '99999999999.00' })).toEqual(['price: is more than any price']);
  });
});
