import type { MongoClient } from 'mongodb';

/** Wire versions as of the driver specifications: 17 is MongoDB 6.0, 25 is 8.0. */
export const MONGODB_6_0 = 17;
const MONGODB_8_0 = 25;

const versions = new WeakMap<MongoClient, number>();

/** Told once, when a client has connected; a cluster is as old as its oldest member. */
export function rememberWireVersion(client: MongoClient, version: number): void {
  versions.set(client, version);
}

/** Whether the server has the bulk write over several collections. */
export function writesManyCollectionsAtOnce(client: MongoClient): boolean {
  return (versions.get(client) ?? MONGODB_6_0) >= MONGODB_8_0;
}
