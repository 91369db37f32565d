import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../access/actor';
import { DomainError } from '../errors/domain-error';
import { OrganizationsService } from '../organizations/organizations.service';
import { tenantId } from '../tenancy/tenant-id';
import { TenantMigrations } from '../tenancy/tenant-migrations';
import { TenantPool } from '../tenancy/tenant-pool';
import { everyOrganization } from './every-organization';

const TENANTS_AT_ONCE = 8;

/**
 * A transaction of a process that was killed keeps what it wrote to itself until the database ends it, after 60 seconds
 * (`transactionLifetimeLimitSeconds`). A tenant is waited for longer than that.
 */
const PATIENCE_MS = 90_000;
const PAUSE_MS = 1_000;

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
      const waits = () => print(`${id}  waits for a transaction of another process  ${name}`);
      const steps = await withPatience(() => stepsOf(app, id, dryRun), waits);
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

/** Does again what another process is in the way of; what it was interrupted in is repeatable. */
async function withPatience<T>(work: () => Promise<T>, waits: () => void): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const busy = error instanceof DomainError && error.code === 'database_unavailable';
      if (!busy || Date.now() >= deadline) throw error;
      waits();
      await delay(PAUSE_MS);
    }
  }
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
