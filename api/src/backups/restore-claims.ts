import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Db } from 'mongodb';
import { type Model, Types } from 'mongoose';
import { DomainError } from '../errors/domain-error';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { TenantMove } from '../main-db/tenant-move.schema';
import { ID_INDEX, violatedIndex } from '../mongo/transaction';
import { Clusters } from '../tenancy/clusters';
import { tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import type { Manifest } from './backup-records';

const RENEW_EVERY_MS = 10_000;
/** A restore that has not been heard of for so long has died. */
const ABANDONED_AFTER_MS = 120_000;
const WAS_FASTER = 'Somebody else was faster.';

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
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    @InjectModel(TenantMove.name, MAIN) private readonly moves: Model<TenantMove>,
    private readonly clusters: Clusters,
  ) {}

  /** @throws DomainError `organization_exists` while its database is there, or somebody else restores it */
  async take(tenant: Manifest['organization'], clusterIsLost: boolean): Promise<RestoreClaim> {
    const _id = new Types.ObjectId(tenant.id);
    const before = await this.organizations.findById(_id).lean();
    const now = new Date();
    const wasBegun = before?.state === 'restoring';
    const clusters = new Set([null, clusterIsLost || wasBegun ? null : (before?.cluster ?? null)]);
    if (wasBegun) assertAbandoned(before, now);
    else await this.assertGone(_id, clusters);
    if (before) await this.mark(before, now);
    else await this.enter(tenant, _id, now);
    const claim = this.claimOf(_id, before);
    try {
      // By who holds the claim alone: whoever lost it meanwhile would drop what the other one writes.
      await this.dropRemains(_id, clusters);
      return claim;
    } catch (error) {
      claim.end();
      await claim.giveBack();
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await this.organizations.deleteOne({ _id: new Types.ObjectId(id), state: { $in: ['restoring', 'scratch'] } });
  }

  private async mark({ _id, state, updatedAt }: Organization, now: Date): Promise<void> {
    const change = { $set: { state: 'restoring' as const, updatedAt: now } };
    const { matchedCount } = await this.organizations.updateOne({ _id, state, updatedAt }, change);
    if (matchedCount === 0) throw exists(WAS_FASTER);
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

  private async enter({ name, timezone, currency, active }: Manifest['organization'], _id: Types.ObjectId, now: Date) {
    const entry = { _id, name, timezone, currency, active, cluster: null, createdAt: now, updatedAt: now };
    try {
      await this.organizations.create({ ...entry, state: 'restoring' });
    } catch (error) {
      throw violatedIndex(error) === ID_INDEX ? exists(WAS_FASTER) : error;
    }
  }

  /** An organization that is there is not written over: it is erased first, or restored as another. */
  private async assertGone(_id: Types.ObjectId, clusters: Iterable<string | null>): Promise<void> {
    if (await this.moves.exists({ _id })) {
      throw exists('A move has left a copy of it: pos tenant drop-old-copy, or pos tenant move --cancel.');
    }
    for (const cluster of clusters) {
      const isThere = (await (await this.databaseOn(cluster, _id)).collection('organization').findOne()) !== null;
      if (isThere)
        throw exists('Its database is there. Erase it first (pos tenant erase), or restore as another (--as).');
    }
  }

  /** What sign-ins and jobs have written into a database that was lost, or a restore that died: it is no organization. */
  private async dropRemains(_id: Types.ObjectId, clusters: Iterable<string | null>): Promise<void> {
    for (const cluster of clusters) await (await this.databaseOn(cluster, _id)).dropDatabase();
  }

  private async databaseOn(cluster: string | null, _id: Types.ObjectId): Promise<Db> {
    const connection = await this.clusters.retain(cluster);
    this.clusters.release(cluster);
    return connection.getClient().db(tenantDatabaseName(tenantId(_id)));
  }
}

function assertAbandoned({ updatedAt }: Organization, now: Date): void {
  if (updatedAt.getTime() >= now.getTime() - ABANDONED_AFTER_MS)
    throw exists(
      'It is being restored already. A restore that was ended is given up after two minutes: call it again then.',
    );
}

function exists(detail: string): DomainError {
  return new DomainError('organization_exists', detail);
}
