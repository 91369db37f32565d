import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Product } from './catalogue-index';
import { SavedCatalogue } from './saved-catalogue';

const product = (id: number) => ({ id: String(id), version: 1 }) as unknown as Product;
const point = (since: string) => ({ since, rulesVersion: 1 });

async function write(saved: SavedCatalogue, ids: number[], since: string): Promise<void> {
  const replacement = saved.replace();
  for (const id of ids) replacement.add([JSON.stringify(product(id))]);
  await replacement.commit(point(since));
}
const idsOf = async (saved: SavedCatalogue) => (await saved.load())?.products.map(({ id }) => Number(id));

describe('the saved catalogue', () => {
  it('comes back whole, with what changed since behind it, and where it stands', async () => {
    const saved = await SavedCatalogue.open('one');
    expect(await saved.load()).toBeUndefined();
    await write(saved, [1, 2, 3], 'a');
    await saved.add([product(7)], point('b'));
    const again = await SavedCatalogue.open('one');
    expect(await idsOf(again)).toEqual([1, 2, 3, 7]);
    expect((await again.load())?.point).toEqual(point('b'));
    await write(saved, [1], 'c');
    expect(await idsOf(saved)).toEqual([1]);
  });

  it('is the one before until the new one is complete', async () => {
    const saved = await SavedCatalogue.open('half');
    await write(saved, [1], 'a');
    saved.replace().add([JSON.stringify(product(2))]);
    expect(await idsOf(saved)).toEqual([1]);
    await saved.add([product(3)]);
    expect([await idsOf(saved), (await saved.load())?.point]).toEqual([[1, 3], point('a')]);
  });

  it('is one of two that were written at once, or none; never half of one', async () => {
    const saved = await SavedCatalogue.open('both');
    const [one, other] = [saved.replace(), saved.replace()];
    one.add([JSON.stringify(product(1))]);
    other.add([JSON.stringify(product(2))]);
    await one.commit(point('one'));
    await other.commit(point('other'));
    expect(await saved.load()).toBeUndefined();
    await write(saved, [3], 'later');
    expect(await idsOf(saved)).toEqual([3]);
  });

  it('is another one for another organization', async () => {
    expect(await (await SavedCatalogue.open('two')).load()).toBeUndefined();
  });
});
