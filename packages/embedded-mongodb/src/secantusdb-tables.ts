import os from 'node:os';
import { MongoClient } from 'mongodb';

/** SecantusDB 0.7.0 spreads collections over 16 tables by a hash of their names; each of these falls on another one. */
const DATABASE = 'preparation';
const COLLECTIONS = 'abcdefghijklmnop';

/**
 * Makes every table there will ever be, and has them on disk, before the first write is acknowledged. SecantusDB makes a table when
 * it is first written to, in steps no transaction holds together; killed between two of them it never opens its files again.
 */
export async function createEveryTable(uri: string): Promise<void> {
  const client = new MongoClient(uri, { runtimeAdapters: { os } });
  try {
    const database = client.db(DATABASE);
    for (const collection of COLLECTIONS) await database.createCollection(collection);
    await database.dropDatabase();
    await client.db('admin').command({ fsync: 1 });
  } finally {
    await client.close();
  }
}
