import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Db } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { badInput, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { Account } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { startSnapshot } from '../mongo/server-version';
import { tenantId } from '../tenancy/tenant-id';
import { TenantPool } from '../tenancy/tenant-pool';
import { collectionsOf } from '../tenant-copies/collections';
import { type CollectionSum, encode } from './backup-records';
import { assertKey, Sealing } from './sealed-stream';

export interface BackupReport {
  collections: number;
  documents: number;
  bytes: number;
  takenAt: Date;
  /** Of the file. */
  sha256: string;
}

/** Writes a tenant into a file as it was at one moment, while it is sold from: its database, and what main knows of it and of its users. */
@Injectable()
export class TenantBackup {
  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    @InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>,
    private readonly pool: TenantPool,
  ) {}

  /**
   * @param file made whole or not at all; it must not be there
   * @param key what it is sealed with; nobody reads it without
   * @throws DomainError `organization_not_found`, `validation_failed`
   */
  async write(actor: Actor, id: string, file: string, key: Buffer): Promise<BackupReport> {
    actor.require('organization.write');
    assertKey(key);
    const _id = objectIdOr(id, () => notFound('organization'));
    const organization = await this.organizations.findOne({ _id, state: 'open' }).lean();
    if (!organization) throw notFound('organization');
    const report = { collections: 0, documents: 0, bytes: 0, takenAt: new Date(), sha256: '' };
    const hash = createHash('sha256');
    const count = async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        report.bytes += piece.length;
        hash.update(piece);
        yield piece;
      }
    };
    if (existsSync(file)) throw badInput([{ path: 'file', message: 'is there already' }]);
    const aside = `${file}.${process.pid}.part`;
    try {
      await this.pool.within(tenantId(id), async ({ connection }) => {
        const records = Readable.from(this.records(organization, connection, report), { objectMode: false });
        await pipeline(records, createGzip(), new Sealing(key), count, createWriteStream(aside, { mode: 0o600 }));
      });
      await flush(aside);
      await nameIt(aside, file);
    } finally {
      await rm(aside, { force: true });
    }
    return { ...report, sha256: hash.digest('hex') };
  }

  private async *records(
    { _id, name, timezone, currency, active, cluster = null }: Organization,
    connection: Connection,
    report: BackupReport,
  ): AsyncGenerator<Buffer> {
    const client = connection.getClient();
    const database = client.db(connection.name);
    const session = startSnapshot(client);
    try {
      // The first reading decides which moment it is.
      const profile = await database.collection('organization').findOne({}, { session });
      const { snapshotTime } = session as { snapshotTime?: never };
      if (!profile || !snapshotTime)
        throw new Error('This server has no snapshots; a backup needs MongoDB 6.0 or newer.');
      const organization = { id: _id.toString(), name, timezone, currency, active, cluster };
      const schemaVersion = Number(profile['schemaVersion']);
      const manifest = { organization, takenAt: report.takenAt, snapshotTime, schemaVersion };
      yield encode({ kind: 'manifest', manifest });
      const ofMain = client === this.main.getClient() ? session : null;
      for await (const account of this.accounts.find({ organizationId: _id }).session(ofMain).lean().cursor()) {
        yield encode({ kind: 'account', account });
      }
      yield* this.collections(database, session, report);
    } finally {
      await session.endSession();
    }
  }

  private async *collections(database: Db, session: ClientSession, report: BackupReport): AsyncGenerator<Buffer> {
    const sums: Record<string, CollectionSum> = {};
    for (const { name, indexes } of await collectionsOf(database)) {
      yield encode({ kind: 'collection', name, indexes });
      const sum = { documents: 0, sha256: createHash('sha256') };
      const documents = database.collection(name).find({}, { session, raw: true, batchSize: 1000 }).sort({ _id: 1 });
      for await (const bytes of documents as unknown as AsyncIterable<Buffer>) {
        sum.documents++;
        sum.sha256.update(bytes);
        yield encode({ kind: 'document', bytes });
      }
      sums[name] = { documents: sum.documents, sha256: sum.sha256.digest('hex') };
      report.collections++;
      report.documents += sum.documents;
    }
    yield encode({ kind: 'end', sums });
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** Never over another one. */
async function nameIt(aside: string, file: string): Promise<void> {
  await link(aside, file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw badInput([{ path: 'file', message: 'is there already' }]);
    // Some file systems know no second name for a file; whether the name is free was looked at before.
    await rename(aside, file);
  });
}
