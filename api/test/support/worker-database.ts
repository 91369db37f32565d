import os from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { Environment } from '../../src/config/environment';
import { openDatabase, type RunningDatabase } from '../../src/database';

const THE_SERVERS_OWN = ['admin', 'config', 'local'];

export function workerFolder(): string {
  const { POS_WORKER_DATABASES: folder = '', JEST_WORKER_ID: worker = '1' } = process.env;
  return join(folder, worker);
}

/** The database that runs for this worker already, and goes on when this file is done. */
export function joinWorkerDatabase(folder = workerFolder()): Promise<RunningDatabase> {
  return openDatabase(new Environment({ ...process.env, DATA_DIR: folder }), { join: true });
}

/** The same as if nobody had used it before. */
export async function joinEmptyWorkerDatabase(folder?: string): Promise<RunningDatabase> {
  const database = await joinWorkerDatabase(folder);
  const client = await MongoClient.connect(database.uri, { runtimeAdapters: { os } });
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    const left = databases.filter(({ name }) => !THE_SERVERS_OWN.includes(name));
    await Promise.all(left.map(({ name }) => client.db(name).dropDatabase()));
  } finally {
    await client.close();
  }
  return database;
}
