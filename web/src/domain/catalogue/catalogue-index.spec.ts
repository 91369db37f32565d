import { describe, expect, it } from 'vitest';
import { CatalogueIndex, type Product } from './catalogue-index';

const product = (id: string, name: string, changes: object = {}) =>
  ({
    id,
    name,
    sku: id,
    brand: null,
    version: 1,
    active: true,
    packs: [
      { id: 'bottle', name: 'Bottle', units: 1, priceCents: 100, barcodes: [`00000000${id.padStart(4, '0')}`] },
      { id: 'case', name: 'Case', units: 12, priceCents: 1000, barcodes: [] },
    ],
    ...changes,
  }) as unknown as Product;

function indexOf(...products: Product[]): CatalogueIndex {
  const index = new CatalogueIndex();
  index.apply(products);
  return index;
}

describe('the till’s catalogue', () => {
  it('finds what was half-remembered or mistyped', async () => {
    const index = indexOf(
      product('1', 'Tito’s Handmade Vodka'),
      product('2', 'Jameson Irish Whiskey'),
      product('3', 'Crème de Cassis'),
    );
    const found = async (query: string) => (await index.search(query, 8)).map(({ id }) => id);
    expect(await found('titos')).toEqual(['1']);
    expect(await found('jamesn')).toEqual(['2']);
    expect(await found('whisk james')).toEqual(['2']);
    expect(await found('creme')).toEqual(['3']);
    expect(await found('titos jameson')).toEqual([]);
    expect(await found('jameson w')).toEqual(['2']);
  });

  it('finds a barcode in any of its forms, and nothing that only resembles it', () => {
    const index = indexOf(
      product('5', 'Rye', {
        packs: [{ id: 'b', name: 'Bottle', units: 1, priceCents: 1, barcodes: ['012345678905'] }],
      }),
    );
    expect(index.lookUp('0012345678905')).toHaveLength(1);
    expect(index.lookUp('12345678905')).toEqual([]);
    expect(index.lookUp('01234567890')).toEqual([]);
  });

  it('offers every pack of a product whose SKU is keyed', () => {
    const index = indexOf(product('777', 'Rye'));
    expect(index.lookUp('777').map(({ pack }) => pack.id)).toEqual(['bottle', 'case']);
  });

  it('follows changes and archivals, and takes no older version for a newer one', async () => {
    const index = indexOf(product('1', 'Old Name', { version: 2 }));
    expect(index.apply([product('1', 'Older Name')])).toEqual([]);
    expect(await index.search('older', 8)).toEqual([]);
    index.apply([product('1', 'New Name', { version: 3, packs: [] })]);
    expect(await index.search('old', 8)).toEqual([]);
    expect(await index.search('new', 8)).toHaveLength(1);
    expect(index.lookUp('000000000001')).toEqual([]);
    index.apply([product('1', 'New Name', { version: 4, active: false })]);
    expect([index.size, await index.search('new', 8), index.lookUp('1')]).toEqual([0, [], []]);
  });

  it('can be changed while it still takes in the words of a large catalogue', async () => {
    const index = indexOf(...Array.from({ length: 2000 }, (_, id) => product(String(id), `Old ${id}`)));
    index.apply([product('1999', 'Newer', { version: 2 }), product('0', 'Gone', { version: 2, active: false })]);
    expect((await index.search('newer', 8)).map(({ id }) => id)).toEqual(['1999']);
    expect(await index.search('old 0', 2)).not.toContainEqual(expect.objectContaining({ id: '0' }));
  });
});
