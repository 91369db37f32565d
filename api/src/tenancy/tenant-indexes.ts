import type { Connection, Model } from 'mongoose';
import { TENANT_SCHEMAS } from './tenant-schemas';

/** Makes a tenant's collections and indexes; what is there already stays. Models must be registered on the connection. */
export async function buildTenantIndexes(connection: Connection): Promise<void> {
  for (const { name } of TENANT_SCHEMAS) {
    const model = connection.model(name);
    await model.createCollection();
    await model.createIndexes();
    await dropRetired(model);
  }
}

/** Keys of creations once stood in what was created. */
const RETIRED_INDEX = 'idempotency_key';
const NO_SUCH_INDEX = 27;

async function dropRetired(model: Pick<Model<unknown>, 'collection'>): Promise<void> {
  await model.collection.dropIndex(RETIRED_INDEX).catch((error: { code?: number }) => {
    if (error.code !== NO_SUCH_INDEX) throw error;
  });
}
