import type { Connection } from 'mongoose';
import { TENANT_SCHEMAS } from './tenant-schemas';

/** Makes a tenant's collections and indexes; what is there already stays. Models must be registered on the connection. */
export async function buildTenantIndexes(connection: Connection): Promise<void> {
  for (const { name } of TENANT_SCHEMAS) {
    const model = connection.model(name);
    await model.createCollection();
    await model.createIndexes();
  }
}
