import type { CollectionInfo, Db } from 'mongodb';
import { collectionsOf } from '../tenant-copies/collections';

/** No document is without an `_id`: nothing passes. */
const NOTHING = { _id: { $exists: false } };

/**
 * Keeps a database as it is, whichever process writes to it and whatever that process knows: the server itself refuses every insert and update
 * (`DocumentValidationFailure`, which is answered as 503 `organization_moving`). Each collection is closed once the transactions on it have ended.
 * What only deletes is not refused, and found by the comparison that follows.
 */
export async function closeForWrites(database: Db): Promise<void> {
  await setValidator(database, NOTHING);
}

export async function openForWrites(database: Db): Promise<void> {
  await setValidator(database, {});
}

export async function isClosedForWrites(database: Db): Promise<boolean> {
  const found = (await database.listCollections({ type: 'collection' }).toArray()) as CollectionInfo[];
  return found.some((collection) => Object.keys(collection.options?.['validator'] ?? {}).length > 0);
}

async function setValidator(database: Db, validator: object): Promise<void> {
  for (const { name } of await collectionsOf(database)) {
    await database.command({ collMod: name, validator, validationLevel: 'strict', validationAction: 'error' });
  }
}
