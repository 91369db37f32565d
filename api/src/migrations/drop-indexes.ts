import type { Db } from 'mongodb';

const NO_SUCH_INDEX = 27;
const NO_SUCH_COLLECTION = 26;

/** Takes indexes away that nothing needs any more; those that are gone already are. */
export async function dropIndexes(
  database: Db,
  indexes: readonly (readonly [collection: string, index: string])[],
): Promise<void> {
  for (const [collection, index] of indexes) {
    await database
      .collection(collection)
      .dropIndex(index)
      .catch((error: { code?: number }) => {
        if (error.code !== NO_SUCH_INDEX && error.code !== NO_SUCH_COLLECTION) throw error;
      });
  }
}
