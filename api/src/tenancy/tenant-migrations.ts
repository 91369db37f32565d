import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ClientSession, Db } from 'mongodb';
import type { Connection } from 'mongoose';
import { DomainError } from '../errors/domain-error';
import { inTransaction } from '../mongo/transaction';
import { TenantIndexes } from './tenant-indexes';
import type { Tenant } from './tenant-pool';

/**
 * One step of a tenant's data to a newer shape. A step is repeatable: what it was interrupted in, it does again. `prepare` is for what knows
 * no transaction or is too large for one; `apply` runs in the transaction that records the step.
 */
export interface Migration {
  /** Each one more than the one before, from 1 on. */
  number: number;
  name: string;
  prepare?(database: Db): Promise<void>;
  apply?(database: Db, session: ClientSession): Promise<void>;
}

/** The token of all steps, in order. */
export const MIGRATIONS = Symbol('MIGRATIONS');

/** What was done to a tenant, kept there. */
interface MigrationRecord {
  _id: number;
  name: string;
  at: Date;
}

const LEDGER = 'migrations';
const PROFILE = 'organization';
const RETRY_AFTER_SECONDS = 30;

/** Which shape a tenant's data has, and how it gets to the newest. Its number stands in its profile, each step in its own ledger. */
@Injectable()
export class TenantMigrations {
  private readonly logger = new Logger(TenantMigrations.name);
  private readonly upToDate = new WeakSet<Connection>();

  constructor(
    @Inject(MIGRATIONS) private readonly migrations: readonly Migration[],
    private readonly indexes: TenantIndexes,
  ) {}

  /** The number of what this program reads and writes; new tenants start with it. */
  get newest(): number {
    return this.migrations.at(-1)?.number ?? 0;
  }

  /**
   * Refuses a tenant of another shape instead of guessing at its data. Asked once for a warm tenant.
   * @throws DomainError `migration_pending`
   */
  async assertUpToDate({ connection }: Pick<Tenant, 'connection'>): Promise<void> {
    if (this.upToDate.has(connection)) return;
    const number = await this.numberOf(connection);
    // A tenant that is not there at all is found missing by whoever reads it.
    if (number !== undefined && number !== this.newest) throw migrationPending(number, this.newest);
    this.upToDate.add(connection);
  }

  /** The steps a tenant still needs. @throws DomainError `migration_pending` for one that is newer than this program */
  async pending({ connection }: Pick<Tenant, 'connection'>): Promise<readonly Migration[]> {
    const number = (await this.numberOf(connection)) ?? 0;
    if (number > this.newest) throw migrationPending(number, this.newest);
    return this.migrations.filter((migration) => migration.number > number);
  }

  /**
   * Brings a tenant to the newest number, each step in a transaction with its record, then its indexes up to date. Going on after a crash is
   * beginning anew: steps that are recorded are not repeated. @returns the steps it took
   */
  async migrate(tenant: Pick<Tenant, 'connection' | 'id'>): Promise<readonly Migration[]> {
    const steps = await this.pending(tenant);
    const { connection } = tenant;
    const database = connection.getClient().db(connection.name);
    for (const step of steps) {
      await step.prepare?.(database);
      await inTransaction(connection, async (session) => {
        await step.apply?.(database, session);
        await this.record(database, step, session);
      });
      this.logger.log(`Migrated tenant ${tenant.id} to ${step.number} (${step.name})`);
    }
    await this.indexes.build(connection);
    return steps;
  }

  private async record(database: Db, { number, name }: Migration, session: ClientSession): Promise<void> {
    const ledger = database.collection<MigrationRecord>(LEDGER);
    // Two that migrate at once conflict here, and the second finds the step done.
    await ledger.updateOne({ _id: number }, { $setOnInsert: { name, at: new Date() } }, { upsert: true, session });
    await database.collection(PROFILE).updateOne({}, { $max: { schemaVersion: number } }, { session });
  }

  /** Undefined where there is no profile; tenants older than the numbering are at 0. */
  private async numberOf(connection: Connection): Promise<number | undefined> {
    const profile = await connection
      .getClient()
      .db(connection.name)
      .collection(PROFILE)
      .findOne<{ schemaVersion?: number }>({}, { projection: { schemaVersion: 1 } });
    return profile ? (profile.schemaVersion ?? 0) : undefined;
  }
}

function migrationPending(number: number, newest: number): DomainError {
  const detail =
    number < newest
      ? `This organization's data is at ${number}, this program at ${newest}. It is being updated; try again in a while.`
      : `This organization's data is at ${number}, newer than this program's ${newest}; it answers when the program is updated.`;
  return new DomainError('migration_pending', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
