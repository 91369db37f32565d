import type { Migration } from '../tenancy/tenant-migrations';
import { dropIndexes } from './drop-indexes';

/** Keys of creations once stood in what was created; their expiry was once the server's work. */
const RETIRED: readonly [collection: string, index: string][] = [
  ['products', 'idempotency_key'],
  ['users', 'idempotency_key'],
  ['receivings', 'idempotency_key'],
  ['stock_movements', 'idempotency_key'],
  ['idempotency_keys', 'expiry'],
];

export const indexesThatAreGone: Migration = {
  number: 3,
  name: 'indexes that are gone',
  async prepare(database) {
    await dropIndexes(database, RETIRED);
  },
};
