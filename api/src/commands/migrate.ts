import type { INestApplicationContext } from '@nestjs/common';
import { OrganizationsService } from '../organizations/organizations.service';
import { tenantId } from '../tenancy/tenant-id';
import { buildTenantIndexes } from '../tenancy/tenant-indexes';
import { TenantPool } from '../tenancy/tenant-pool';
import { eachOrganization } from './each-organization';

/** Repeatable: what is there already stays. */
export async function migrate(app: INestApplicationContext, print: (line: string) => void): Promise<number> {
  await app.get(OrganizationsService).removeAbandonedOpenings();
  let organizations = 0;
  await eachOrganization(app, async ({ id }) => {
    await app.get(TenantPool).within(tenantId(id), ({ connection }) => buildTenantIndexes(connection));
    organizations++;
  });
  print(`migrate: ${organizations} organizations are up to date`);
  return 0;
}
