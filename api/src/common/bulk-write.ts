import type { AnyBulkWriteOperation, AnyClientBulkWriteModel, ClientSession, Document } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { writesManyCollectionsAtOnce } from './server-version';

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

/**
 * Writes to any collections of the cluster as a part of a transaction: in one round trip where the server can (MongoDB 8.0), else in
 * one for each collection. Each collection's operations keep their order.
 */
export async function bulkWrite(
  connection: Connection,
  operations: BulkOperation[],
  session: ClientSession,
): Promise<void> {
  const client = connection.getClient();
  if (writesManyCollectionsAtOnce(client)) {
    await client.bulkWrite(operations, { session, ordered: true });
    return;
  }
  for (const [namespace, ofCollection] of byNamespace(operations)) {
    const [database, collection] = splitOnce(namespace);
    await client
      .db(database)
      .collection(collection)
      .bulkWrite(ofCollection.map(toOperation), { session, ordered: true });
  }
}

function splitOnce(namespace: string): [string, string] {
  const dot = namespace.indexOf('.');
  return [namespace.slice(0, dot), namespace.slice(dot + 1)];
}

function toOperation(operation: BulkOperation): AnyBulkWriteOperation {
  if (operation.name === 'insertOne') return { insertOne: { document: operation.document } };
  if (operation.name === 'updateOne') {
    const { filter, update: change, upsert = false } = operation;
    return { updateOne: { filter, update: change, upsert } };
  }
  throw new Error(`no part of this program writes by ${operation.name}`);
}

function byNamespace(operations: readonly BulkOperation[]): Map<string, BulkOperation[]> {
  const groups = new Map<string, BulkOperation[]>();
  for (const operation of operations) {
    const group = groups.get(operation.namespace);
    if (group) group.push(operation);
    else groups.set(operation.namespace, [operation]);
  }
  return groups;
}
