import { setTimeout as delay } from 'node:timers/promises';
import {
  type ClientSession,
  MongoBulkWriteError,
  MongoClientBulkWriteError,
  MongoErrorLabel,
  MongoServerError,
  MongoServerSelectionError,
  type TransactionOptions,
} from 'mongodb';
import type { Connection } from 'mongoose';
import { type DomainError, databaseUnavailable } from '../errors/domain-error';
import { measured } from '../logging/measured';

/** Past this no further attempt is begun, and the caller is told to try again: it would rather know than wait. */
const TIME_FOR_ATTEMPTS_MS = 15_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 500;

/** What is read is one state of the database, and what is acknowledged is on disk, on a majority. */
const OPTIONS: TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
};

/**
 * Runs the work in one transaction over any databases of the connection's cluster, and commits it.
 * Conflicts with other transactions run the work again after a jittered pause, so it must not have effects beyond the session.
 *
 * @throws DomainError `database_unavailable` when conflicts or outages took up the time there is for attempts
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + TIME_FOR_ATTEMPTS_MS;
  const session = connection.getClient().startSession();
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await attemptOnce(session, work, deadline);
      } catch (error) {
        if (!isWorthAnotherAttempt(error)) throw error;
        measured.conflict.publish(undefined);
        if (Date.now() >= deadline) throw outOfTime(error);
        await delay(pauseBefore(attempt));
      }
    }
  } finally {
    await session.endSession();
  }
}

async function attemptOnce<T>(
  session: ClientSession,
  work: (session: ClientSession) => Promise<T>,
  deadline: number,
): Promise<T> {
  session.startTransaction(OPTIONS);
  let result: T;
  try {
    result = await work(session);
  } catch (error) {
    await session.abortTransaction().catch(() => undefined);
    throw conflictIn(error) ?? error;
  }
  for (;;) {
    try {
      await session.commitTransaction();
      return result;
    } catch (error) {
      // Whether it was committed is not known; committing again tells, and commits no more than once.
      const unknown = isLabelled(error, MongoErrorLabel.UnknownTransactionCommitResult);
      if (!unknown || Date.now() >= deadline) throw error;
    }
  }
}

function isWorthAnotherAttempt(error: unknown): boolean {
  // No server was found in all the time there is for looking: the next attempt would only look as long again.
  if (error instanceof MongoServerSelectionError) return false;
  return error instanceof FirstUseRace || isLabelled(error, MongoErrorLabel.TransientTransactionError);
}

/** Exponential, with jitter: two that met must not meet again. */
function pauseBefore(attempt: number): number {
  return Math.random() * Math.min(FIRST_PAUSE_MS * 1.5 ** attempt, LONGEST_PAUSE_MS);
}

function isLabelled(error: unknown, label: string): boolean {
  return (error as { hasErrorLabel?(label: string): boolean })?.hasErrorLabel?.(label) ?? false;
}

function outOfTime(cause: unknown): DomainError {
  const detail = 'The database did not get to it in time. Nothing was half-written; try again with the same ids.';
  return Object.assign(databaseUnavailable(detail), { cause });
}

/** Somebody else made, a moment earlier, what this transaction meant to use for the first time; run again, it is there. */
export class FirstUseRace extends Error {
  constructor(override readonly cause: unknown) {
    super('used for the first time by two at once');
  }
}

/** A bulk write wraps the conflict or the broken connection it met, without the labels that say so. */
function conflictIn(error: unknown): Error | undefined {
  if (error instanceof MongoClientBulkWriteError && error.writeErrors.size === 0) {
    return error.cause instanceof Error ? error.cause : undefined;
  }
  if (error instanceof MongoBulkWriteError && (error.errorResponse as unknown) instanceof Error) {
    return error.errorResponse as Error;
  }
  return undefined;
}

const DUPLICATE_KEY = 11_000;

/** The index every collection has. */
export const ID_INDEX = '_id_';

/** The name of the unique index that refused a write, or undefined when the error is something else. */
export function violatedIndex(error: unknown): string | undefined {
  if (error instanceof MongoClientBulkWriteError) {
    const fault = [...error.writeErrors.values()].find(({ code }) => code === DUPLICATE_KEY);
    return fault && indexIn(fault.message);
  }
  if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return indexIn(error.message);
  return undefined;
}

function indexIn(message: string): string {
  return /index: (\S+)/.exec(message)?.[1] ?? 'unknown';
}
