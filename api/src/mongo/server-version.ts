import type { ClientSession, MongoClient } from 'mongodb';

/** Wire versions as of the driver specifications: 17 is MongoDB 6.0, 25 is 8.0. */
export const MONGODB_6_0 = 17;
const MONGODB_8_0 = 25;

export interface ServerVersion {
  wireVersion: number;
  /** For people: `MongoDB 6.0.5`. */
  name: string;
}

const versions = new WeakMap<MongoClient, ServerVersion>();

/** Told once, when a client has connected. */
export function rememberServerVersion(client: MongoClient, version: ServerVersion): void {
  versions.set(client, version);
}

/** Whether the server has the bulk write over several collections. */
export function writesManyCollectionsAtOnce(client: MongoClient): boolean {
  return (versions.get(client)?.wireVersion ?? MONGODB_6_0) >= MONGODB_8_0;
}

export function serverName(client: MongoClient): string {
  return versions.get(client)?.name ?? 'unknown';
}

/**
 * A session whose readings all see one moment, however much is written meanwhile, for as long as the server remembers it (five minutes, by default).
 * The embedded engine that is not MongoDB's own knows none; there it is a session like any other.
 */
export function startSnapshot(client: MongoClient): ClientSession {
  return client.startSession({ snapshot: isMongoDb(client) });
}

/**
 * Options of a reading of one document by its id that sees every write acknowledged before it. A node that was primary until a moment ago, and does not know yet
 * that it no longer is, answers from what it had; here it has to ask the others first. For what somebody pays by: a balance that is told to a customer.
 */
export function latest(client: MongoClient): { readConcern?: { level: 'linearizable' } } {
  return isMongoDb(client) ? { readConcern: { level: 'linearizable' } } : {};
}

/** Not the embedded engine that speaks its protocol. */
function isMongoDb(client: MongoClient): boolean {
  return serverName(client).startsWith('MongoDB ');
}
