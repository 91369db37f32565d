import type { QuickKey } from './api/quick-keys';
import type { Product } from './basket';

/** As many as the theme has colours for tiles. */
const HUES = 8;

/** The colour of a category's tiles: always the same one, on every till. */
export function hueOf(category: string): number {
  let sum = 0;
  for (const character of category) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}

/** The keys in pages by their product's category, in the order they stand in. Keys of products nobody knows are on no page but the first. */
export function pagesOfKeys(
  keys: readonly QuickKey[],
  products: readonly Product[],
): { category: string; keys: QuickKey[] }[] {
  const categoryOf = new Map(products.map(({ id, category }) => [id, category]));
  const pages = new Map<string, QuickKey[]>();
  for (const key of keys) {
    const category = categoryOf.get(key.productId);
    if (category) pages.set(category, [...(pages.get(category) ?? []), key]);
  }
  return [...pages].map(([category, inPage]) => ({ category, keys: inPage }));
}

/** What a key is known by, wherever it stands. */
export function nameOfKey({ productId, packId }: QuickKey): string {
  return `${productId}/${packId}`;
}

/** The keys after one was put in the place of another; those between move up. As they were where one of them is gone. */
export function movedKey(keys: readonly QuickKey[], moved: string, place: string): QuickKey[] {
  const [from, to] = [moved, place].map((name) => keys.findIndex((key) => nameOfKey(key) === name)) as [number, number];
  const key = keys[from];
  if (!key || to < 0) return [...keys];
  return keys.toSpliced(from, 1).toSpliced(to, 0, key);
}
