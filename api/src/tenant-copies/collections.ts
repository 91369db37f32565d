import type { Collection, Db, Document, IndexDescription } from 'mongodb';

/** What is read is written again to the byte: a whole number that was stored as a double stays one. */
export const AS_STORED = {
  promoteValues: false,
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
} as const;

/**
 * Where a move writes what is about the move: who holds the copy, until where changes have been seen, and where the tenant went. It is in no copy, no fence
 * and no backup.
 */
export const MARKS = 'moving';
/** The `_id` of the one that says that the tenant has left. */
export const MOVED = 'moved';

/** A collection and what stands beside its documents. */
export interface CollectionShape {
  name: string;
  /** All but the one over `_id`, which every collection has. */
  indexes: IndexDescription[];
}

/** Those of a tenant's database, in the order of their names. */
export async function collectionsOf(database: Db): Promise<CollectionShape[]> {
  const found = await database.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const names = found
    .map(({ name }) => name)
    .filter((name) => name !== MARKS && !name.startsWith('system.'))
    .sort();
  return Promise.all(names.map(async (name) => ({ name, indexes: await indexesOf(database.collection(name)) })));
}

/** Makes what is missing; repeatable. */
export async function makeCollection(database: Db, { name, indexes }: CollectionShape): Promise<void> {
  if (indexes.length > 0) await database.collection(name).createIndexes(indexes);
  else if ((await database.listCollections({ name }, { nameOnly: true }).toArray()).length === 0) {
    await database.createCollection(name);
  }
}

/** In the order of their `_id`s, of which every collection has an index. @param after where an earlier reading ended */
export function documentsOf(collection: Collection, after?: unknown) {
  const filter = after === undefined ? {} : { _id: { $gt: after } };
  return collection.find<Document>(filter as Document, { ...AS_STORED, batchSize: 1000 }).sort({ _id: 1 });
}

async function indexesOf(collection: Collection): Promise<IndexDescription[]> {
  const indexes = await collection.indexes();
  return indexes
    .filter(({ name }) => name !== '_id_')
    .map(({ v: _, ns: _ns, background: _background, ...index }) => index as IndexDescription)
    .sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
}
