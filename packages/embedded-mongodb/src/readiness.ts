import { realpathSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { EngineName } from './data-folder';
import { DatabaseError } from './database-error';
import { portTaken } from './free-port';
import { initiateReplicaSet } from './mongod-engine';

const START_TIMEOUT_MS = 90_000;
const ATTEMPT_TIMEOUT_MS = 2_000;
const PAUSE_MS = 50;

/**
 * Resolves once a transaction has committed: a socket that accepts, or a set without a primary, is not yet ready.
 * @param server.files the folder the server keeps its files in
 * @param givenUp aborted when nobody waits any more: a program that is to end is not held up by further attempts
 * @throws DatabaseError `port_taken` where the server of another folder answers: of two that start at once over copies of one folder, with
 *   the port they both remember, only one gets it; `database_did_not_start`
 */
export async function untilItAnswersATransaction(
  uri: string,
  server: { port: number; files: string },
  engine: EngineName,
  givenUp?: AbortSignal,
): Promise<void> {
  const { port, files } = server;
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new MongoClient(uri, {
      runtimeAdapters: { os },
      serverSelectionTimeoutMS: ATTEMPT_TIMEOUT_MS,
      connectTimeoutMS: ATTEMPT_TIMEOUT_MS,
    });
    try {
      await client.connect();
      if (engine === 'mongod') {
        if (!isSameFolder(await folderOf(client), files)) throw portTaken(port);
        await initiateReplicaSet(client, port);
      }
      await client.withSession((session) =>
        session.withTransaction(() => client.db('NewLiqourPOS').collection('organizations').findOne({}, { session })),
      );
      return;
    } catch (error) {
      givenUp?.throwIfAborted();
      if (error instanceof DatabaseError) throw error;
      if (Date.now() > deadline) {
        throw new DatabaseError(
          'database_did_not_start',
          `The embedded database on port ${port} answered no transaction for ${START_TIMEOUT_MS / 1000} s: ${(error as Error).message}`,
          { cause: error },
        );
      }
      await delay(PAUSE_MS);
    } finally {
      await client.close();
    }
  }
}

async function folderOf(client: MongoClient): Promise<string> {
  const { parsed } = await client.db('admin').command({ getCmdLineOpts: 1 });
  return (parsed as { storage: { dbPath: string } }).storage.dbPath;
}

function isSameFolder(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    // One of them is gone, or is not for this user to see.
    return a === b;
  }
}
