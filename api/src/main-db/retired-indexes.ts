import type { Connection } from 'mongoose';

/** What expired was once deleted by the server; now a job does it, and an index of the same key must not stand in the way. */
const RETIRED: readonly [collection: string, index: string][] = [
  ['sessions', 'expiry'],
  ['sign_in_attempts', 'expiry'],
  ['idempotency_keys', 'expiry'],
];
const NO_SUCH_COLLECTION = 26;
const NO_SUCH_INDEX = 27;

/** Main has no numbered migrations: what it keeps for long are users and organizations, whose shape has not changed. */
export async function dropRetiredIndexes(connection: Connection): Promise<void> {
  for (const [collection, index] of RETIRED) {
    await connection
      .collection(collection)
      .dropIndex(index)
      .catch((error: { code?: number }) => {
        if (error.code !== NO_SUCH_INDEX && error.code !== NO_SUCH_COLLECTION) throw error;
      });
  }
}
