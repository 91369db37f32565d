import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Db, Document } from 'mongodb';
import { type Connection, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { badInput } from '../errors/domain-error';
import { Account } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import { Clusters } from '../tenancy/clusters';
import { Placements } from '../tenancy/placements';
import { tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import { TenantMigrations } from '../tenancy/tenant-migrations';
import { TenantPool } from '../tenancy/tenant-pool';
import { TenantScope } from '../tenancy/tenant-scope';
import { makeCollection } from '../tenant-copies/collections';
import { BooksVerifier } from '../verification/books-verifier';
import { type BackupRecord, type CollectionSum, decode, documentOf, type Manifest } from './backup-records';
import { replayLog } from './log-replay';
import { RestoreClaims } from './restore-claims';
import { RestoredAccounts } from './restored-accounts';
import { assertKey, Unsealing } from './sealed-stream';

const BATCH = 1000;

export interface RestoreOptions {
  /** A new organization of this name, beside the one it was of; the same one, whose database is gone, when left out. */
  as?: string;
  /** A database alone, which nobody can sign in to. */
  scratch?: boolean;
  /** What was done after the backup is done again up to then, from the server's log. */
  at?: Date;
  /** Its cluster is gone for good: it is not asked whether the database is still there. */
  clusterIsLost?: boolean;
}

export interface RestoreReport {
  organizationId: string;
  databaseName: string;
  takenAt: Date;
  collections: number;
  documents: number;
  /** Out of the log, after the backup. */
  changes: number;
  /** Users who have another address or none here, and what is to be done about them. */
  notes: string[];
}

interface Read {
  manifest: Manifest;
  accounts: Account[];
  collections: number;
  documents: number;
}

/** Makes a tenant out of a backup. Until it is complete, and proven to be what was written, nobody can sign in to it. */
@Injectable()
export class TenantRestore {
  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    private readonly claims: RestoreClaims,
    private readonly restoredAccounts: RestoredAccounts,
    private readonly clusters: Clusters,
    private readonly placements: Placements,
    private readonly pool: TenantPool,
    private readonly scope: TenantScope,
    private readonly migrations: TenantMigrations,
  ) {}

  /**
   * @throws DomainError `organization_exists` while its database is there, `validation_failed` for a file that is damaged or of another key
   */
  async restore(actor: Actor, file: string, key: Buffer, options: RestoreOptions = {}): Promise<RestoreReport> {
    actor.require('organization.write');
    assertKey(key);
    const { organization, snapshotTime, takenAt } = await this.manifestOf(file, key);
    if (options.at && options.at < takenAt) {
      throw badInput([{ path: 'at', message: `is before the backup, which is of ${takenAt.toISOString()}` }]);
    }
    if (options.at && options.at > new Date()) throw badInput([{ path: 'at', message: 'is in the future' }]);
    const isNew = options.as !== undefined || options.scratch === true;
    const id = tenantId(isNew ? new Types.ObjectId() : organization.id);
    const tenant = { ...organization, id, name: options.as ?? organization.name };
    const database = this.main.getClient().db(tenantDatabaseName(id));
    const claim = await this.claims.take(tenant, options.clusterIsLost ?? false);
    // Wherever it was: what is restored is on main's cluster, and can be moved from there.
    this.placements.remember(id, null);
    try {
      const read = await this.read(file, key, database);
      const changes = options.at ? await this.replay(organization, database, snapshotTime, options.at) : 0;
      if (isNew) await renameWithin(database, tenant);
      await this.pool.within(id, (one) => this.migrations.migrate(one));
      const notes = options.scratch ? [] : await this.restoredAccounts.write(database, tenant.id, read.accounts);
      if (options.scratch) await claim.keepAsScratch();
      const { collections, documents } = read;
      return {
        organizationId: id,
        databaseName: database.databaseName,
        takenAt,
        collections,
        documents,
        changes,
        notes,
      };
    } catch (error) {
      await database.dropDatabase();
      this.pool.forget(id);
      await claim.giveBack();
      throw error;
    } finally {
      claim.end();
    }
  }

  /** Restores beside everything else, proves the books, and drops it again. @returns what differs */
  async drill(actor: Actor, file: string, key: Buffer): Promise<RestoreReport & { differences: string[] }> {
    const report = await this.restore(actor, file, key, { scratch: true });
    const id = tenantId(report.organizationId);
    try {
      const differences = await this.scope.within(id, async (resolve) =>
        (await resolve(BooksVerifier)).differences(actor),
      );
      return { ...report, differences };
    } finally {
      await this.main.getClient().db(report.databaseName).dropDatabase();
      this.pool.forget(id);
      await this.claims.remove(id);
    }
  }

  private async manifestOf(file: string, key: Buffer): Promise<Manifest> {
    for await (const record of recordsIn(file, key)) {
      if (record.kind !== 'manifest') break;
      if (record.manifest.schemaVersion > this.migrations.newest) {
        throw badInput([{ path: 'file', message: 'was made by a newer version of this program' }]);
      }
      return record.manifest;
    }
    throw badInput([{ path: 'file', message: 'is damaged: it does not begin with what it is' }]);
  }

  private async read(file: string, key: Buffer, database: Db): Promise<Read> {
    const read: Omit<Read, 'manifest'> & { manifest?: Manifest } = { accounts: [], collections: 0, documents: 0 };
    const writer = new CollectionWriter(database);
    for await (const record of recordsIn(file, key)) {
      if (record.kind === 'manifest') read.manifest = record.manifest;
      else if (record.kind === 'account') read.accounts.push(record.account);
      else if (record.kind === 'collection') {
        await writer.begin(record.name, record.indexes);
        read.collections++;
      } else if (record.kind === 'document') {
        await writer.add(record.bytes);
        read.documents++;
      } else await writer.end(record.sums);
    }
    const { manifest } = read;
    if (!manifest || !writer.isComplete) throw badInput([{ path: 'file', message: 'is damaged: a part is missing' }]);
    return { ...read, manifest };
  }

  private async replay(
    { id, cluster }: Manifest['organization'],
    restored: Db,
    after: Manifest['snapshotTime'],
    until: Date,
  ): Promise<number> {
    const source = await this.clusters.retain(cluster);
    try {
      const original = source.getClient().db(tenantDatabaseName(tenantId(id)));
      return await replayLog(original, restored, after, until);
    } finally {
      this.clusters.release(cluster);
    }
  }
}

/** Writes collections one after the other, and knows what each has to add up to. */
class CollectionWriter {
  isComplete = false;
  private name = '';
  private batch: Document[] = [];
  private hash = createHash('sha256');
  private documents = 0;
  private readonly sums: Record<string, CollectionSum> = {};

  constructor(private readonly database: Db) {}

  async begin(name: string, indexes: Parameters<typeof makeCollection>[1]['indexes']): Promise<void> {
    await this.finish();
    [this.name, this.documents, this.hash] = [name, 0, createHash('sha256')];
    await makeCollection(this.database, { name, indexes });
  }

  async add(bytes: Buffer): Promise<void> {
    this.hash.update(bytes);
    this.documents++;
    if (this.batch.push(documentOf(bytes)) === BATCH) await this.write();
  }

  async end(sums: Record<string, CollectionSum>): Promise<void> {
    await this.finish();
    for (const [name, { documents, sha256 }] of Object.entries(sums)) {
      const read = this.sums[name];
      const kept = await this.database.collection(name).countDocuments();
      if (read?.documents !== documents || read.sha256 !== sha256 || kept !== documents) {
        throw badInput([{ path: 'file', message: `is damaged: ${name} does not add up` }]);
      }
    }
    this.isComplete = true;
  }

  private async finish(): Promise<void> {
    await this.write();
    if (this.name) this.sums[this.name] = { documents: this.documents, sha256: this.hash.digest('hex') };
  }

  private async write(): Promise<void> {
    if (this.batch.length > 0) await this.database.collection(this.name).insertMany(this.batch);
    this.batch = [];
  }
}

async function* recordsIn(file: string, key: Buffer): AsyncGenerator<BackupRecord> {
  const plain = new PassThrough();
  const reading = pipeline(createReadStream(file), new Unsealing(key), createGunzip(), plain);
  // Told by what reads from it.
  reading.catch(() => undefined);
  try {
    yield* decode(plain);
    await reading;
  } finally {
    plain.destroy();
  }
}

/** A tenant's one document that says which organization it is. */
async function renameWithin(database: Db, { id, name }: { id: string; name: string }): Promise<void> {
  const profiles = database.collection('organization');
  const profile = await profiles.findOne();
  if (!profile) return;
  await profiles.deleteOne({ _id: profile._id });
  await profiles.insertOne({ ...profile, _id: new Types.ObjectId(id), name });
}
