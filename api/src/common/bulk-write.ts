import type { AnyClientBulkWriteModel, ClientSession, Document } from 'mongodb';
import type { Connection, Model } from 'mongoose';

export type BulkOperation = AnyClientBulkWriteModel<Document>;

/** Inserts as it stands: what this program built needs no casting. */
export function insert<T>(model: Model<T>, document: T): BulkOperation {
  return { namespace: namespaceOf(model), name: 'insertOne', document: document as Document };
}

export function update<T>(model: Model<T>, filter: Document, change: Document, upsert = false): BulkOperation {
  return { namespace: namespaceOf(model), name: 'updateOne', filter, update: change, upsert };
}

function namespaceOf<T>(model: Model<T>): string {
  return `${model.db.name}.${model.collection.collectionName}`;
}

/** Writes to any collections of the cluster in one round trip, in order, as a part of a transaction. */
export async function bulkWrite(
  connection: Connection,
  operations: BulkOperation[],
  session: ClientSession,
): Promise<{ matchedCount: number }> {
  return connection.getClient().bulkWrite(operations, { session, ordered: true });
}
