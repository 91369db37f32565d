import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { BSON, type ClientSession } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import { DeploymentSecrets } from '../config/deployment-secrets';
import { seal, unseal } from '../config/sealed-text';
import { DomainError } from '../errors/domain-error';
import type { ErrorCode } from '../errors/error-codes';
import { DeliveredWrites } from '../main-db/delivered-writes.schema';
import { MAIN } from '../main-db/main-connection';
import { inTransaction } from '../mongo/transaction';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import type { OutboxEntry } from '../organization-profile/outbox-entry.schema';
import { Clusters } from '../tenancy/clusters';
import { Placements } from '../tenancy/placements';
import { type TenantId, tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import { type Tenant, TenantPool } from '../tenancy/tenant-pool';

const PURPOSE = 'outbox';
const REFUSALS_KEPT = 50;
/** The job looks every few seconds. */
const SEEN_HOLDS_MS = 60_000;

/** What waits in all outboxes together, and when that was looked at. */
interface Waiting {
  depth: number;
  oldestAt: Date | null;
  at: number;
}

/** Whoever writes to tenant and main both: how main does its half, and what becomes of the tenant's where main cannot. */
export interface MainHalf<Content> {
  kind: string;
  /** @throws DomainError `conflict` for what main will never take */
  applyToMain(session: ClientSession, organizationId: Types.ObjectId, content: Content): Promise<void>;
  /** Undoes the tenant's half. @returns what main has to hear instead, where it has */
  takeBack(
    session: ClientSession,
    tenant: Tenant,
    content: Content,
    refusal: DomainError,
  ): Promise<Content | undefined>;
  /** Both are done. */
  delivered(content: Content): void;
}

/**
 * The way to main of what a tenant on another cluster wrote. An entry is written in the transaction of what it tells, and delivered at once; while
 * main does not answer it waits, and a job brings it. Main counts what it has heard of each organization, so that each write is applied once,
 * and in its order, whoever brings it and however often. What main refuses for good, an e-mail that is taken, is undone in the tenant.
 */
@Injectable()
export class Outbox {
  private readonly logger = new Logger(Outbox.name);
  private seen: Waiting = { depth: 0, oldestAt: null, at: 0 };
  private readonly halves = new Map<string, MainHalf<never>>();

  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(DeliveredWrites.name, MAIN) private readonly deliveries: Model<DeliveredWrites>,
    private readonly secrets: DeploymentSecrets,
    private readonly placements: Placements,
    private readonly clusters: Clusters,
    private readonly pool: TenantPool,
  ) {}

  /** Told by each half when the program starts. */
  register<Content>(half: MainHalf<Content>): void {
    this.halves.set(half.kind, half as MainHalf<never>);
  }

  /** Adds what main has to hear to the tenant's transaction. @returns its number */
  async put(session: ClientSession, { connection }: Tenant, kind: string, content: object): Promise<number> {
    const profiles = profilesOf(connection);
    // Writing the profile makes two such writes conflict: numbers are given in the order of commits.
    const profile = await profiles
      .findOneAndUpdate({}, { $inc: { outboxSequence: 1 } }, { session, returnDocument: 'after' })
      .select({ outboxSequence: 1 })
      .lean();
    if (!profile?.outboxSequence) throw new Error('a tenant without a profile has no outbox');
    const sealed = seal(this.secrets, PURPOSE, BSON.EJSON.stringify(content, { relaxed: false }));
    const entry: OutboxEntry = { sequence: profile.outboxSequence, kind, sealed, at: new Date() };
    await profiles.updateOne({}, { $push: { outbox: entry } }, { session });
    return entry.sequence;
  }

  /**
   * Delivers all that waits, the oldest first. @returns those that were refused and taken back, by their numbers
   * @throws what the driver throws while main does not answer; what is left waits
   */
  async deliver(tenant: Tenant, signal?: AbortSignal): Promise<ReadonlyMap<number, DomainError>> {
    const refused = new Map<number, DomainError>();
    while (!signal?.aborted) {
      const entry = await oldestOf(tenant.connection);
      if (!entry) break;
      const half = this.halves.get(entry.kind) as MainHalf<object> | undefined;
      if (!half) throw new Error(`nobody delivers ${entry.kind}`);
      const content = BSON.EJSON.parse(unseal(this.secrets, PURPOSE, entry.sealed), { relaxed: false }) as object;
      await this.decide(new Types.ObjectId(tenant.id), entry, half, content);
      const refusal = await this.refusalOf(tenant, entry.sequence);
      if (refusal) {
        refused.set(entry.sequence, refusal);
        await this.takeBack(tenant, entry, half, content, refusal);
      } else if (await removeEntry(tenant.connection, entry.sequence)) half.delivered(content);
    }
    return refused;
  }

  /** Why main did not take what has this number, where it did not; whoever delivered it. */
  async refusalOf({ id }: Pick<Tenant, 'id'>, sequence: number): Promise<DomainError | undefined> {
    const known = await this.deliveries.findById(new Types.ObjectId(id)).lean();
    const found = known?.refused.find((one) => one.sequence === sequence);
    return found && new DomainError(found.code as ErrorCode, 'Main did not take this.');
  }

  /** What `deliverAll` saw last, if that was in this process and not long ago: another one may bring it by now. */
  get lastSeen(): Pick<Waiting, 'depth' | 'oldestAt'> {
    return Date.now() - this.seen.at < SEEN_HOLDS_MS ? this.seen : { depth: 0, oldestAt: null };
  }

  /** Brings what waits in any tenant; one whose cluster does not answer holds up no other. */
  async deliverAll(signal: AbortSignal): Promise<void> {
    const seen: Waiting = { depth: 0, oldestAt: null, at: Date.now() };
    for (const [organizationId, cluster] of this.placements.moved) {
      if (signal.aborted) return;
      const id = tenantId(organizationId);
      try {
        const waiting = await this.waitingIn(id, cluster);
        seen.depth += waiting.length;
        for (const { at } of waiting) if (!seen.oldestAt || at < seen.oldestAt) seen.oldestAt = at;
        if (waiting.length > 0) await this.pool.within(id, (tenant) => this.deliver(tenant, signal));
      } catch (error) {
        this.logger.warn(`The outbox of ${id} could not be emptied, trying again: ${(error as Error).message}`);
      }
    }
    this.seen = seen;
  }

  /** Looked at without the tenant's models: a look keeps no tenant warm. */
  private async waitingIn(id: TenantId, cluster: string): Promise<OutboxEntry[]> {
    const connection = await this.clusters.retain(cluster);
    try {
      const database = connection.getClient().db(tenantDatabaseName(id));
      const profile = await database
        .collection<Pick<OrganizationProfile, 'outbox'>>('organization')
        .findOne({ 'outbox.0': { $exists: true } }, { projection: { outbox: 1 } });
      return profile?.outbox ?? [];
    } finally {
      this.clusters.release(cluster);
    }
  }

  private async decide(
    _id: Types.ObjectId,
    { sequence }: OutboxEntry,
    half: MainHalf<object>,
    content: object,
  ): Promise<void> {
    await this.deliveries.updateOne({ _id }, { $setOnInsert: { sequence: 0, refused: [] } }, { upsert: true });
    const decideOnce = async (session: ClientSession, refusal?: DomainError): Promise<boolean> => {
      const kept = refusal && { refused: { $each: [{ sequence, code: refusal.code }], $slice: -REFUSALS_KEPT } };
      const change = { $set: { sequence }, ...(kept && { $push: kept }) };
      return (
        (await this.deliveries.updateOne({ _id, sequence: { $lt: sequence } }, change, { session })).matchedCount > 0
      );
    };
    try {
      await inTransaction(this.main, async (session) => {
        if (await decideOnce(session)) await half.applyToMain(session, _id, content);
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'conflict') throw error;
      await inTransaction(this.main, (session) => decideOnce(session, error));
    }
  }

  private async takeBack(
    tenant: Tenant,
    { sequence, kind }: OutboxEntry,
    half: MainHalf<object>,
    content: object,
    refusal: DomainError,
  ): Promise<void> {
    await inTransaction(tenant.connection, async (session) => {
      // Somebody else may have been faster.
      if (!(await removeEntry(tenant.connection, sequence, session))) return;
      const instead = await half.takeBack(session, tenant, content, refusal);
      if (instead) await this.put(session, tenant, kind, instead);
    });
    this.logger.warn(`Main could not take write ${sequence} of ${tenant.id} (${refusal.code}): it was undone`);
  }
}

function profilesOf(connection: Connection): Model<OrganizationProfile> {
  return connection.model<OrganizationProfile>(OrganizationProfile.name);
}

async function oldestOf(connection: Connection): Promise<OutboxEntry | undefined> {
  const profile = await profilesOf(connection)
    .findOne()
    .select({ outbox: { $slice: 1 } })
    .lean();
  return profile?.outbox?.[0];
}

/** @returns whether it was still there */
async function removeEntry(connection: Connection, sequence: number, session?: ClientSession): Promise<boolean> {
  const { modifiedCount } = await profilesOf(connection).updateOne(
    { 'outbox.sequence': sequence },
    { $pull: { outbox: { sequence } } },
    { ...(session && { session }) },
  );
  return modifiedCount > 0;
}
