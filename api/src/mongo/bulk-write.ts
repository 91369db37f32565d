import type { AnyBulkWriteOperation, AnyClientBulkWriteModel, ClientSession, Document } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { writesManyCollectionsAtOnce } from './server-version';
import { FirstUseRace, violatedIndex } from './transaction';

type Write = AnyClientBulkWriteModel<Document>;

/** One write of a larger one. */
export interface BulkOperation {
  write: Write;
  /**
   * The unique index over what comes into being at its first use: a balance, a shift. Two processes using one for the first time at once
   * make a duplicate, which is a conflict like any other: the second finds it when its transaction runs again.
   */
  firstUse?: string;
}

/** Inserts as it stands: what this program built needs no casting. */
export function insert<T>(model: Model<T>, document: T, firstUse?: string): BulkOperation {
  return { write: { namespace: namespaceOf(model), name: 'insertOne', document: document as Document }, firstUse };
}

export function update<T>(model: Model<T>, filter: Document, change: Document): BulkOperation {
  return { write: { namespace: namespaceOf(model), name: 'updateOne', filter, update: change } };
}

export function upsert<T>(model: Model<T>, filter: Document, change: Document, firstUse: string): BulkOperation {
  const write = { namespace: namespaceOf(model), name: 'updateOne', filter, update: change, upsert: true } as const;
  return { write, firstUse };
}

function namespaceOf<T>(model: Model<T>): string {
  return `${model.db.name}.${model.collection.collectionName}`;
}

/**
 * Writes to any collections of the cluster as a part of a transaction: in one round trip where the server can (MongoDB 8.0), else in
 * one for each collection. Each collection's operations keep their order.
 *
 * @throws FirstUseRace when somebody else used for the first time what these operations did
 */
export async function bulkWrite(
  connection: Connection,
  operations: readonly BulkOperation[],
  session: ClientSession,
): Promise<void> {
  try {
    await writeAll(connection, operations, session);
  } catch (error) {
    const index = violatedIndex(error);
    if (index !== undefined && operations.some(({ firstUse }) => firstUse === index)) throw new FirstUseRace(error);
    throw error;
  }
}

async function writeAll(
  connection: Connection,
  operations: readonly BulkOperation[],
  session: ClientSession,
): Promise<void> {
  const client = connection.getClient();
  const writes = operations.map(({ write }) => write);
  if (writesManyCollectionsAtOnce(client)) {
    await client.bulkWrite(writes, { session, ordered: true });
    return;
  }
  for (const [namespace, ofCollection] of byNamespace(writes)) {
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

function toOperation(write: Write): AnyBulkWriteOperation {
  if (write.name === 'insertOne') return { insertOne: { document: write.document } };
  if (write.name === 'updateOne') {
    const { filter, update: change, upsert: orInsert = false } = write;
    return { updateOne: { filter, update: change, upsert: orInsert } };
  }
  throw new Error(`no part of this program writes by ${write.name}`);
}

function byNamespace(writes: readonly Write[]): Map<string, Write[]> {
  const groups = new Map<string, Write[]>();
  for (const write of writes) {
    const group = groups.get(write.namespace);
    if (group) group.push(write);
    else groups.set(write.namespace, [write]);
  }
  return groups;
}
