import type { Db } from 'mongodb';
import type { Migration } from '../tenancy/tenant-migrations';

const NO_SUCH_INDEX = 27;
const NO_SUCH_COLLECTION = 26;

/** Keys of creations once stood in what was created; their expiry was once the server's work. */
const RETIRED: readonly [collection: string, index: string][] = [
  ['products', 'idempotency_key'],
  ['users', 'idempotency_key'],
  ['receivings', 'idempotency_key'],
  ['stock_movements', 'idempotency_key'],
  ['idempotency_keys', 'expiry'],
];

async function drop(database: Db, collection: string, index: string): Promise<void> {
  await database
    .collection(collection)
    .dropIndex(index)
    .catch((error: { code?: number }) => {
      if (error.code !== NO_SUCH_INDEX && error.code !== NO_SUCH_COLLECTION) throw error;
    });
}

export const indexesThatAreGone: Migration = {
  number: 3,
  name: 'indexes that are gone',
  async prepare(database) {
    for (const [collection, index] of RETIRED) await drop(database, collection, index);
  },
};
