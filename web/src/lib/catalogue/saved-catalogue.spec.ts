import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Product } from './catalogue-index';
import { SavedCatalogue } from './saved-catalogue';

const product = (id: number) => ({ id: String(id), version: 1 }) as unknown as Product;
const point = (since: string) => ({ since, rulesVersion: 1 });

describe('the saved catalogue', () => {
  it('comes back whole, with what changed since behind it, and where it stands', async () => {
    const saved = await SavedCatalogue.open('one');
    expect(await saved.load()).toBeUndefined();
    const products = Array.from({ length: 4500 }, (_, id) => product(id));
    await saved.replace(products, point('a'));
    await saved.add([product(7)], point('b'));
    const loaded = await (await SavedCatalogue.open('one')).load();
    expect(loaded?.products).toHaveLength(4501);
    expect(loaded?.products.at(-1)?.id).toBe('7');
    expect(loaded?.point).toEqual(point('b'));
    await saved.replace([product(1)], point('c'));
    expect((await saved.load())?.products).toEqual([product(1)]);
  });

  it('is another one for another organization', async () => {
    expect(await (await SavedCatalogue.open('two')).load()).toBeUndefined();
  });
});
