import type { Connection } from 'mongoose';
import type { Job } from '../jobs/job';

const HOUR_MS = 60 * 60_000;
/** Deleted in one go, before the next look at whether to stop. */
const BATCH = 1000;

/** Deletes what has expired, a batch at a time. */
async function purge(
  connection: Connection,
  collectionName: string,
  signal: AbortSignal,
  field = 'expiresAt',
): Promise<void> {
  const collection = connection.getClient().db(connection.name).collection(collectionName);
  while (!signal.aborted) {
    const expired = { [field]: { $lt: new Date() } };
    const ids = await collection.find(expired).project({ _id: 1 }).limit(BATCH).toArray();
    if (ids.length > 0) await collection.deleteMany({ _id: { $in: ids.map(({ _id }) => _id) }, ...expired });
    if (ids.length < BATCH) return;
  }
}

/** What retries of a tenant's creations were answered by. */
export const purgeExpiredKeys: Job = {
  name: 'purge-expired-keys',
  scope: 'tenant',
  everyMs: HOUR_MS,
  run: ({ connection, signal }) => purge(connection, 'idempotency_keys', signal),
};

/** Main's own keys, sessions that have ended, failed sign-ins and requests that no longer count. */
export const purgeExpiredSessions: Job = {
  name: 'purge-expired-sessions',
  scope: 'platform',
  everyMs: HOUR_MS,
  async run({ connection, signal }) {
    for (const name of ['sessions', 'sign_in_attempts', 'idempotency_keys']) await purge(connection, name, signal);
    await purge(connection, 'rate_limits', signal, 'expire');
  },
};
