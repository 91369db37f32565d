import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Db } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { Cluster } from '../main-db/cluster.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { TenantMove } from '../main-db/tenant-move.schema';
import { inTransaction } from '../mongo/transaction';
import { Outbox } from '../outbox/outbox';
import { Clusters } from '../tenancy/clusters';
import { Placements } from '../tenancy/placements';
import { type TenantId, tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import { TenantPool } from '../tenancy/tenant-pool';
import { TenantScope } from '../tenancy/tenant-scope';
import { collectionsOf, makeCollection } from '../tenant-copies/collections';
import { differencesBetween, digestOf } from '../tenant-copies/database-digest';
import { BooksVerifier } from '../verification/books-verifier';
import { ChangeTail, markMoved, OriginalChanged, removeMarks } from './change-tail';
import { Copy, copyDatabase } from './database-copy';
import { MoveLease } from './move-lease';
import { beingMoved, conflict } from './move-refusals';
import { closeForWrites, openForWrites } from './write-fence';

/** What is left is repeated in a moment. */
const NEARLY_THERE_SECONDS = 2;
/** A tail that never gets there is told so rather than followed for ever. */
const MOST_ROUNDS = 10_000;
const TELL_EVERY_MS = 1_000;

export interface MoveReport {
  collections: number;
  documents: number;
  /** How long nobody could write. */
  writesWaitedMs: number;
}

interface Route {
  id: TenantId;
  name: string;
  from: Db;
  to: Copy;
}

/**
 * Takes a tenant's database to another cluster while it is sold from: copies it, repeats what changed since, lets nobody write for as long as the rest
 * takes, compares the two, and says in main where it is now. Until that one write the original is the tenant; after it, the copy. Whatever
 * ends this program in between, the next call goes on, and writes that were left closed are opened by a job (`MoveLeftovers`).
 */
@Injectable()
export class TenantMover {
  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    @InjectModel(TenantMove.name, MAIN) private readonly moves: Model<TenantMove>,
    @InjectModel(Cluster.name, MAIN) private readonly known: Model<Cluster>,
    private readonly clusters: Clusters,
    private readonly placements: Placements,
    private readonly pool: TenantPool,
    private readonly scope: TenantScope,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param cluster null for main's own
   * @throws DomainError `organization_not_found`, `cluster_not_found`, `cluster_in_use`, `organization_moving`
   * @throws Error where the books of the original do not agree, or the copy is not the same; the original goes on
   */
  async move(actor: Actor, id: string, cluster: string | null, tell: (line: string) => void): Promise<MoveReport> {
    actor.require('organization.write');
    const _id = objectIdOr(id, () => notFound('organization'));
    const organization = await this.organizations.findOne({ _id, state: 'open' }).lean();
    if (!organization) throw notFound('organization');
    const source = organization.cluster ?? null;
    if (source === cluster) throw conflict(`${organization.name} is there already.`);
    const [fromCluster, toCluster] = await Promise.all([this.clusters.retain(source), this.clusters.retain(cluster)]);
    const database = tenantDatabaseName(tenantId(id));
    const lease = new MoveLease(this.moves, _id, randomUUID());
    const route: Route = {
      id: tenantId(id),
      name: organization.name,
      from: fromCluster.getClient().db(database),
      to: new Copy(toCluster.getClient(), toCluster.getClient().db(database), lease.holder),
    };
    try {
      const move = await this.begin(lease, route, source, cluster);
      return await lease.whileHeld(() => this.run(actor, route, lease, move, tell));
    } finally {
      this.clusters.release(source);
      this.clusters.release(cluster);
    }
  }

  private async begin(lease: MoveLease, route: Route, from: string | null, to: string | null): Promise<TenantMove> {
    const earlier = await this.moves.findById(new Types.ObjectId(route.id)).lean();
    if (earlier?.phase === 'moved') throw conflict('Its last move left a copy behind; drop that first.');
    if (earlier && earlier.to !== to) throw conflict(`It is on its way to ${earlier.to ?? 'main'}; end that first.`);
    if (earlier) {
      if (!(await lease.takeOver(earlier, 'copying'))) throw beingMoved();
      await openForWrites(route.from);
      await removeMarks(route.from);
      // One that is to begin anew, or was cut off before it had noted where.
      if (earlier.resumeAfter === null) await this.dropCopy(route, lease);
      await this.takeCopy(route, lease);
      return earlier;
    }
    if ((await collectionsOf(route.to.database)).length > 0) {
      throw conflict('There is a database of this name there already.');
    }
    const move = await lease.begin(from, to);
    await this.takeCopy(route, lease);
    return move;
  }

  private async run(
    actor: Actor,
    route: Route,
    lease: MoveLease,
    move: TenantMove,
    tell: (line: string) => void,
  ): Promise<MoveReport> {
    await this.assertBooksAgree(actor, route, tell);
    try {
      return await this.copyAndSwitch(route, lease, move, tell);
    } catch (error) {
      // What cannot be gone on with is begun anew by the next call.
      if (error instanceof CopyDiffers || error instanceof OriginalChanged || isHistoryLost(error)) {
        await lease.reset();
        await this.dropCopy(route, lease);
        await lease.forget();
      }
      throw error;
    }
  }

  /** Whoever was held up before it has made another mover stop, and finds that out before it writes anything. */
  private async takeCopy({ to }: Route, lease: MoveLease): Promise<void> {
    lease.assertHeld();
    await to.take();
    await lease.note();
  }

  /** No transaction guards it: only right after the lease was renewed. */
  private async dropCopy({ to }: Route, lease: MoveLease): Promise<void> {
    await lease.note();
    lease.assertHeld();
    await to.database.dropDatabase();
  }

  private async copyAndSwitch(
    route: Route,
    lease: MoveLease,
    move: TenantMove,
    tell: (line: string) => void,
  ): Promise<MoveReport> {
    const resumeAfter = move.resumeAfter ?? (await this.markBeginning(route, lease));
    await this.copy(route, lease, move, tell);
    const tail = await ChangeTail.open(route.from, route.to, resumeAfter);
    try {
      await this.follow(tail, lease, tell);
      return await this.switch(route, lease, tail, tell);
    } finally {
      await tail.close();
    }
  }

  /** What is wrong already is not carried on as if it were right. */
  private async assertBooksAgree(actor: Actor, { id, name }: Route, tell: (line: string) => void): Promise<void> {
    const found = await this.scope.within(id, async (resolve) => (await resolve(BooksVerifier)).differences(actor));
    for (const line of found) tell(`${name}: ${line}`);
    if (found.length > 0) throw new Error(`The books of ${name} have ${found.length} differences; it was not moved.`);
  }

  private async markBeginning({ from, to }: Route, lease: MoveLease) {
    const tail = await ChangeTail.open(from, to);
    const resumeAfter = tail.position;
    await tail.close();
    await lease.note({ resumeAfter: resumeAfter as object });
    return resumeAfter;
  }

  private async copy({ from, to }: Route, lease: MoveLease, move: TenantMove, tell: (line: string) => void) {
    let told = 0;
    let copied = 0;
    await copyDatabase(from, to, move, async (progress, collection, documents) => {
      await lease.note(progress);
      copied += documents;
      if (Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      tell(`copying ${collection}, ${copied} documents so far`);
    });
    tell(`copied ${copied} documents`);
  }

  private async follow(tail: ChangeTail, lease: MoveLease, tell: (line: string) => void): Promise<void> {
    let repeated = 0;
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const { count, ageSeconds } = await tail.repeat();
      repeated += count;
      await lease.note({ resumeAfter: tail.position as object });
      if (ageSeconds < NEARLY_THERE_SECONDS) {
        tell(`repeated ${repeated} changes that were made meanwhile`);
        return;
      }
    }
    throw new Error('More is written than can be copied; try again when less is sold.');
  }

  private async switch(
    route: Route,
    lease: MoveLease,
    tail: ChangeTail,
    tell: (line: string) => void,
  ): Promise<MoveReport> {
    const closed = Date.now();
    await this.closeWithEmptyOutbox(route, lease);
    try {
      await tail.catchUp();
      const report = await this.compare(route);
      await this.say(route, lease);
      // What is left of it is in no copy and in no backup.
      await route.to.release().catch(() => undefined);
      const writesWaitedMs = Date.now() - closed;
      tell(`${route.name} is moved; its writes waited ${(writesWaitedMs / 1000).toFixed(1)} s`);
      return { ...report, writesWaitedMs };
    } catch (error) {
      await this.giveUp(route, lease);
      throw error;
    } finally {
      await removeMarks(route.from);
    }
  }

  /** A write that main has not heard of is delivered from where it was made. */
  private async closeWithEmptyOutbox({ id, from }: Route, lease: MoveLease): Promise<void> {
    for (;;) {
      await this.pool.within(id, (tenant) => this.outbox.deliver(tenant));
      await lease.enter('closing');
      lease.assertHeld();
      await closeForWrites(from);
      // Whoever was held up in between has closed what somebody else moves now, or opens: that one, or the job, opens it again.
      await lease.note();
      const waiting = await from.collection('organization').findOne({ 'outbox.0': { $exists: true } });
      if (!waiting) return;
      await openForWrites(from);
    }
  }

  private async compare({ from, to }: Route): Promise<{ collections: number; documents: number }> {
    // Indexes that a migration made while it was copied.
    for (const shape of await collectionsOf(from)) await makeCollection(to.database, shape);
    const [original, copy] = await Promise.all([digestOf(from), digestOf(to.database)]);
    const differences = differencesBetween(original, copy);
    if (differences.length > 0) {
      throw new CopyDiffers(`The copy is not the same, and was not taken:\n  ${differences.join('\n  ')}`);
    }
    return { collections: original.length, documents: original.reduce((sum, { count }) => sum + count, 0) };
  }

  /** The one write that decides. */
  private async say({ id, from }: Route, lease: MoveLease): Promise<void> {
    const move = await this.moves.findById(new Types.ObjectId(id)).lean();
    const to = move?.to ?? null;
    await inTransaction(this.main, async (session) => {
      await lease.end(session);
      if (to !== null && !(await this.known.exists({ _id: to }).session(session))) throw notFound('cluster');
      await this.organizations.updateOne(
        { _id: new Types.ObjectId(id) },
        { $set: { cluster: to, updatedAt: new Date() } },
        { session },
      );
    });
    this.placements.remember(id, to);
    await markMoved(from, to);
  }

  private async giveUp({ from }: Route, lease: MoveLease): Promise<void> {
    // Whether main was told is not known where it does not answer: then the job that opens what was abandoned finds out.
    if (!(await lease.leave('closing', 'opening').catch(() => false))) return;
    await openForWrites(from);
    await lease.enter('copying');
  }
}

/** The original goes on, and the copy is of no use. */
class CopyDiffers extends Error {}

const CHANGE_STREAM_HISTORY_LOST = 286;

/** More was written since than the server remembers. */
function isHistoryLost(error: unknown): boolean {
  return (error as { code?: unknown })?.code === CHANGE_STREAM_HISTORY_LOST;
}
