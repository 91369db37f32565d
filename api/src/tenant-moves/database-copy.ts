import { type AnyBulkWriteOperation, BSON, type Db, type Document, MongoBulkWriteError } from 'mongodb';
import { collectionsOf, documentsOf, makeCollection } from '../tenant-copies/collections';

const BATCH = 1000;
const DUPLICATE_KEY = 11_000;

export interface CopyProgress {
  /** The collections that are copied whole. */
  copied: string[];
  copying: { collection: string; upTo: string } | null;
}

/**
 * Copies a database that is being written to. What changes meanwhile may be copied old, new or not at all; repeating the changes since before the
 * copy began (`ChangeTail`) makes it whole. Goes on where an earlier one ended; `onProgress` is awaited after each batch.
 */
export async function copyDatabase(
  from: Db,
  to: Db,
  progress: CopyProgress,
  onProgress: (progress: CopyProgress, collection: string, documents: number) => Promise<void>,
): Promise<void> {
  let { copied, copying } = progress;
  for (const shape of await collectionsOf(from)) {
    const { name } = shape;
    if (copied.includes(name)) continue;
    await makeCollection(to, shape);
    const after = copying?.collection === name ? BSON.EJSON.parse(copying.upTo, { relaxed: false })._id : undefined;
    let batch: Document[] = [];
    const write = async () => {
      const last = batch.at(-1);
      if (!last) return;
      await apply(to, name, batch.map(replacement));
      copying = { collection: name, upTo: BSON.EJSON.stringify({ _id: last['_id'] }, { relaxed: false }) };
      await onProgress({ copied, copying }, name, batch.length);
      batch = [];
    };
    for await (const document of documentsOf(from.collection(name), after)) {
      if (batch.push(document) === BATCH) await write();
    }
    await write();
    [copied, copying] = [[...copied, name], null];
    await onProgress({ copied, copying }, name, 0);
  }
}

export function replacement(document: Document): AnyBulkWriteOperation {
  return { replaceOne: { filter: { _id: document['_id'] }, replacement: document, upsert: true } };
}

/**
 * Writes in order. A value that is unique may still be another document's here, which has given it up in the original: then a later change brings
 * this one again, since what is read of it is newer than what is being repeated. The comparison at the end is what counts.
 */
export async function apply(to: Db, collection: string, operations: AnyBulkWriteOperation[]): Promise<void> {
  let left = operations;
  while (left.length > 0) {
    try {
      await to.collection(collection).bulkWrite(left, { ordered: true });
      return;
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError) || error.code !== DUPLICATE_KEY) throw error;
      const [fault] = [error.writeErrors].flat();
      left = left.slice((fault?.index ?? 0) + 1);
    }
  }
}
