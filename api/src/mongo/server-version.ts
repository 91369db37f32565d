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
  return client.startSession({ snapshot: serverName(client).startsWith('MongoDB ') });
}
