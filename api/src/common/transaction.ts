import { type ClientSession, MongoClientBulkWriteError, MongoServerError } from 'mongodb';
import type { Connection } from 'mongoose';

/**
 * Runs the work in one transaction over any databases of the connection's cluster, and commits it.
 * Conflicts with other transactions run the work again after a jittered pause (the driver's), so it must not have
 * effects beyond the session.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const session = connection.getClient().startSession();
    try {
      return await session.withTransaction(() => work(session).catch(rethrowConflict));
    } catch (error) {
      const raced = FIRST_USE_INDEXES.includes(violatedIndex(error) ?? '');
      if (!raced || attempt === FIRST_USE_ATTEMPTS) throw error;
    } finally {
      await session.endSession();
    }
  }
}

/**
 * Unique indexes over documents that come into being at their first use: a balance, a shift. Two processes using one for
 * the first time at once make a duplicate, which is a conflict like any other: the second finds it when it runs again.
 */
const FIRST_USE_INDEXES = ['product_store', 'open_register'];
const FIRST_USE_ATTEMPTS = 5;

/** A bulk write wraps the conflict it met, and the driver looks for its retry labels on the outermost error only. */
function rethrowConflict(error: unknown): never {
  if (error instanceof MongoClientBulkWriteError && error.writeErrors.size === 0 && error.cause) throw error.cause;
  throw error;
}

const DUPLICATE_KEY = 11_000;

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
