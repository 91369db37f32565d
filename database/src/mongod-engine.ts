import { mkdirSync } from 'node:fs';
import { MongoClient, MongoServerError } from 'mongodb';
import { MongoBinary } from 'mongodb-memory-server-core';
import { DatabaseError } from './database-error';
import { downloadFolder, type EngineChoice } from './engine-choice';
import type { ServerCommand } from './secantusdb-engine';

const MONGOD_VERSION = '8.2.1';
export const REPLICA_SET = 'pos';
const ALREADY_INITIALIZED = 23;

/** Downloads mongod where none is at hand, and tells how to start it as a one-node replica set. */
export async function prepareMongod(
  choice: Extract<EngineChoice, { engine: 'mongod' }>,
  cacheDir: string,
  server: { port: number; files: string },
  progress: (line: string) => void,
): Promise<ServerCommand> {
  const program = choice.source === 'binary' ? choice.binary : await download(cacheDir, progress);
  return {
    program,
    args: [
      ...['--bind_ip', '127.0.0.1', '--port', String(server.port), '--dbpath', server.files],
      ...['--replSet', REPLICA_SET, '--wiredTigerCacheSizeGB', '0.5', '--quiet'],
    ],
  };
}

async function download(cacheDir: string, progress: (line: string) => void): Promise<string> {
  const folder = downloadFolder(cacheDir);
  mkdirSync(folder, { recursive: true });
  progress(`Fetching mongod ${MONGOD_VERSION} (once) ...`);
  try {
    return await MongoBinary.getPath({ version: MONGOD_VERSION, downloadDir: folder });
  } catch (error) {
    throw new DatabaseError(
      'engine_install_failed',
      `mongod ${MONGOD_VERSION} could not be downloaded: ${(error as Error).message}. ` +
        'Install mongod yourself (PATH or MONGOD_BINARY), or set POS_DATABASE=secantusdb.',
      { cause: error },
    );
  }
}

/** Makes a new mongod the primary of a set of its own; does nothing on one that already is. */
export async function initiateReplicaSet(client: MongoClient, port: number): Promise<void> {
  try {
    await client.db('admin').command({
      replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host: `127.0.0.1:${port}` }] },
    });
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === ALREADY_INITIALIZED)) throw error;
  }
}
