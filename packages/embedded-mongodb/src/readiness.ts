import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { EngineName } from './data-folder';
import { DatabaseError } from './database-error';
import { initiateReplicaSet } from './mongod-engine';

const START_TIMEOUT_MS = 90_000;
const ATTEMPT_TIMEOUT_MS = 2_000;
const PAUSE_MS = 50;

/**
 * Resolves once a transaction has committed: a socket that accepts, or a set without a primary, is not yet ready.
 * @param givenUp aborted when nobody waits any more: a program that is to end is not held up by further attempts
 */
export async function untilItAnswersATransaction(
  uri: string,
  port: number,
  engine: EngineName,
  givenUp?: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new MongoClient(uri, {
      runtimeAdapters: { os },
      serverSelectionTimeoutMS: ATTEMPT_TIMEOUT_MS,
      connectTimeoutMS: ATTEMPT_TIMEOUT_MS,
    });
    try {
      await client.connect();
      if (engine === 'mongod') await initiateReplicaSet(client, port);
      await client.withSession((session) =>
        session.withTransaction(() => client.db('NewLiqourPOS').collection('organizations').findOne({}, { session })),
      );
      return;
    } catch (error) {
      givenUp?.throwIfAborted();
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
