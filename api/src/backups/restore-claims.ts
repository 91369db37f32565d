import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { type Connection, type Model, Types } from 'mongoose';
import { DomainError } from '../errors/domain-error';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { TenantMove } from '../main-db/tenant-move.schema';
import { Clusters } from '../tenancy/clusters';
import { tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import type { Manifest } from './backup-records';

const RENEW_EVERY_MS = 10_000;
/** A restore that has not been heard of for so long has died. */
const ABANDONED_AFTER_MS = 120_000;

/** An organization that is being made out of a backup: nobody signs in to it, no job runs in it, and nobody else restores it. */
export interface RestoreClaim {
  /** As it was before. */
  giveBack(): Promise<void>;
  keepAsScratch(): Promise<void>;
  /** It is no longer renewed; must be called. */
  end(): void;
}

@Injectable()
export class RestoreClaims {
  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    @InjectModel(TenantMove.name, MAIN) private readonly moves: Model<TenantMove>,
    private readonly clusters: Clusters,
  ) {}

  /** @throws DomainError `organization_exists` while its database is there, or somebody else restores it */
  async take(tenant: Manifest['organization'], clusterIsLost: boolean): Promise<RestoreClaim> {
    const _id = new Types.ObjectId(tenant.id);
    const before = await this.organizations.findById(_id).lean();
    const now = new Date();
    if (before?.state === 'restoring') {
      const isAbandoned = before.updatedAt.getTime() < now.getTime() - ABANDONED_AFTER_MS;
      if (!isAbandoned)
        throw exists(
          'It is being restored already. A restore that was ended is given up after two minutes: call it again then.',
        );
      // What that one wrote is written anew.
      await this.mark(before, now);
      await this.main
        .getClient()
        .db(tenantDatabaseName(tenantId(_id)))
        .dropDatabase();
      return this.claimOf(_id, before);
    }
    await this.assertGone(_id, before, clusterIsLost);
    if (before) await this.mark(before, now);
    else {
      const { name, timezone, currency, active } = tenant;
      const entry = { _id, name, timezone, currency, active, cluster: null, createdAt: now, updatedAt: now };
      await this.organizations.create({ ...entry, state: 'restoring' });
    }
    return this.claimOf(_id, before);
  }

  async remove(id: string): Promise<void> {
    await this.organizations.deleteOne({ _id: new Types.ObjectId(id), state: { $in: ['restoring', 'scratch'] } });
  }

  private async mark({ _id, state, updatedAt }: Organization, now: Date): Promise<void> {
    const change = { $set: { state: 'restoring' as const, updatedAt: now } };
    const { matchedCount } = await this.organizations.updateOne({ _id, state, updatedAt }, change);
    if (matchedCount === 0) throw exists('Somebody else was faster.');
  }

  private claimOf(_id: Types.ObjectId, before: Organization | null): RestoreClaim {
    const set = (fields: Partial<Organization>) =>
      this.organizations.updateOne({ _id, state: 'restoring' }, { $set: { updatedAt: new Date(), ...fields } });
    // Whatever the restore is at; one that could not be renewed is renewed the next time.
    const renewing = setInterval(() => void set({}).catch(() => undefined), RENEW_EVERY_MS).unref();
    return {
      end: () => clearInterval(renewing),
      giveBack: async () => {
        if (before) await set({ state: before.state });
        else await this.remove(_id.toString());
      },
      keepAsScratch: async () => {
        await set({ state: 'scratch' });
      },
    };
  }

  /** An organization that is there is not written over: it is erased first, or restored as another. */
  private async assertGone(_id: Types.ObjectId, before: Organization | null, clusterIsLost: boolean): Promise<void> {
    const name = tenantDatabaseName(tenantId(_id));
    if (await this.moves.exists({ _id })) {
      throw exists('A move has left a copy of it: pos tenant drop-old-copy, or pos tenant move --cancel.');
    }
    const elsewhere = clusterIsLost ? null : (before?.cluster ?? null);
    for (const cluster of new Set([null, elsewhere])) {
      const connection = await this.clusters.retain(cluster);
      this.clusters.release(cluster);
      const database = connection.getClient().db(name);
      // What sign-ins and jobs have written into a database that was lost is no organization.
      const isThere = (await database.collection('organization').findOne()) !== null;
      if (isThere)
        throw exists('Its database is there. Erase it first (pos tenant erase), or restore as another (--as).');
      await database.dropDatabase();
    }
  }
}

function exists(detail: string): DomainError {
  return new DomainError('organization_exists', detail);
}
