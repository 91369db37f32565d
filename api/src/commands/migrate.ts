import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../access/actor';
import { OrganizationsService } from '../organizations/organizations.service';
import { tenantId } from '../tenancy/tenant-id';
import { TenantMigrations } from '../tenancy/tenant-migrations';
import { TenantPool } from '../tenancy/tenant-pool';
import { everyOrganization } from './every-organization';

const TENANTS_AT_ONCE = 8;

export interface MigrateOptions {
  /** Says what would be done, and does nothing. */
  dryRun: boolean;
  /** The id of one organization; all of them when left out. */
  only?: string;
}

/**
 * Brings the tenants to this program's shape, some at a time. Repeatable and resumable: what is done stays done. A tenant that breaks is named
 * and stops none of the others. @returns the exit code: 1 when any broke
 */
export async function migrate(
  app: INestApplicationContext,
  actor: Actor,
  { dryRun, only }: MigrateOptions,
  print: (line: string) => void,
): Promise<number> {
  const organizations = app.get(OrganizationsService);
  if (!dryRun) await organizations.removeAbandonedOpenings();
  const wanted = only === undefined ? everyOrganization(app, actor) : [await organizations.get(actor, only)];
  const counts = { migrated: 0, upToDate: 0, broken: 0 };
  await eachAtOnce(wanted, TENANTS_AT_ONCE, async ({ id, name }) => {
    try {
      const steps = await stepsOf(app, id, dryRun);
      if (steps.length === 0) counts.upToDate++;
      else counts.migrated++;
      for (const step of steps) print(`${id}  ${dryRun ? 'needs' : 'had'} ${step.number} ${step.name}  ${name}`);
    } catch (error) {
      counts.broken++;
      print(`${id}  BROKEN  ${name}: ${(error as Error).message}`);
    }
  });
  const did = dryRun ? 'would be migrated' : 'migrated';
  print(`migrate: ${counts.migrated} ${did}, ${counts.upToDate} up to date, ${counts.broken} broken`);
  return counts.broken > 0 ? 1 : 0;
}

function stepsOf(app: INestApplicationContext, id: string, dryRun: boolean) {
  const migrations = app.get(TenantMigrations);
  return app
    .get(TenantPool)
    .within(tenantId(id), (tenant) => (dryRun ? migrations.pending(tenant) : migrations.migrate(tenant)));
}

/** Works on so many at once, and ends when all are done. */
async function eachAtOnce<T>(
  items: AsyncIterable<T> | Iterable<T>,
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  for await (const item of items) {
    const one = work(item).finally(() => running.delete(one));
    running.add(one);
    if (running.size >= most) await Promise.race(running);
  }
  await Promise.all(running);
}
