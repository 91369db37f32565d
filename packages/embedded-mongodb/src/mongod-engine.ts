import { type MongoClient, MongoServerError } from 'mongodb';
import type { ServerCommand } from './secantusdb-engine';

const REPLICA_SET = 'pos';
const ALREADY_INITIALIZED = 23;
/** Clients of a one-node set have nowhere else to go: there is nothing to wait for. */
const STEP_DOWN_MS = 100;

/** What it would record of itself each second, for MongoDB's support alone: up to 200 MB beside the data. */
export const WITHOUT_DIAGNOSTICS = ['--setParameter', 'diagnosticDataCollectionEnabled=false'];

/** How a mongod is started as a one-node replica set. */
export function mongodCommand(binary: string, server: { port: number; files: string }): ServerCommand {
  return {
    program: binary,
    args: [
      ...['--bind_ip', '127.0.0.1', '--port', String(server.port), '--dbpath', server.files],
      ...['--replSet', REPLICA_SET, '--wiredTigerCacheSizeGB', '0.5', '--quiet'],
      ...['--setParameter', `shutdownTimeoutMillisForSignaledShutdown=${STEP_DOWN_MS}`],
      ...WITHOUT_DIAGNOSTICS,
    ],
  };
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
