import { isDeepStrictEqual } from 'node:util';
import type { Db } from 'mongodb';
import { type CollectionShape, collectionsOf } from './collections';

/** What two copies of a database have in common when they are the same: each collection's indexes, count, and the server's hash of every document. */
interface CollectionDigest extends CollectionShape {
  count: number;
  hash: string;
}

export async function digestOf(database: Db): Promise<CollectionDigest[]> {
  const shapes = await collectionsOf(database);
  const { collections } = (await database.command({ dbHash: 1, collections: shapes.map(({ name }) => name) })) as {
    collections: Record<string, string>;
  };
  return Promise.all(
    shapes.map(async (shape) => ({
      ...shape,
      count: await database.collection(shape.name).countDocuments({}, { hint: '_id_' }),
      hash: collections[shape.name] ?? '',
    })),
  );
}

/** A line for each collection in which the second copy differs from the first. */
export function differencesBetween(first: readonly CollectionDigest[], second: readonly CollectionDigest[]): string[] {
  const others = new Map(second.map((digest) => [digest.name, digest]));
  const faults: string[] = [];
  for (const { name, count, hash, indexes } of first) {
    const other = others.get(name);
    others.delete(name);
    if (!other) faults.push(`${name}: is missing`);
    else if (other.count !== count) faults.push(`${name}: ${other.count} documents instead of ${count}`);
    else if (other.hash !== hash) faults.push(`${name}: its ${count} documents are not the same`);
    if (other && !isDeepStrictEqual(other.indexes, indexes)) faults.push(`${name}: its indexes are not the same`);
  }
  return [...faults, ...[...others.keys()].map((name) => `${name}: is not in the original`)];
}
