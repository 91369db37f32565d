import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { MAIN } from '../main-db/main-connection';
import { TenantMove } from '../main-db/tenant-move.schema';
import { Clusters } from '../tenancy/clusters';
import { Placements } from '../tenancy/placements';
import { tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import { removeMarks } from './change-tail';
import { MoveLease } from './move-lease';
import { beingMoved, conflict } from './move-refusals';
import { isClosedForWrites, openForWrites } from './write-fence';

/** What moves leave behind: the original of one that is done, the copy of one that was given up, and a tenant that was left closed. */
@Injectable()
export class MoveLeftovers {
  private readonly logger = new Logger(MoveLeftovers.name);

  constructor(
    @InjectModel(TenantMove.name, MAIN) private readonly moves: Model<TenantMove>,
    private readonly clusters: Clusters,
    private readonly placements: Placements,
  ) {}

  /** Gives a move up: what was copied goes, and the tenant stays where it is. @throws DomainError `cluster_in_use` where none is under way */
  async cancel(actor: Actor, id: string): Promise<void> {
    actor.require('organization.write');
    const move = await this.moves.findById(objectIdOr(id, () => notFound('organization'))).lean();
    if (!move || move.phase === 'moved') throw conflict('No move of it is under way.');
    const lease = new MoveLease(this.moves, move._id, randomUUID());
    if (!(await lease.takeOver(move, 'opening'))) throw beingMoved();
    const [from, to] = await Promise.all([this.clusters.retain(move.from), this.clusters.retain(move.to)]);
    try {
      const database = tenantDatabaseName(tenantId(id));
      await openForWrites(from.getClient().db(database));
      await removeMarks(from.getClient().db(database));
      lease.assertHeld();
      await to.getClient().db(database).dropDatabase();
      await lease.forget();
    } finally {
      this.clusters.release(move.from);
      this.clusters.release(move.to);
    }
  }

  /** Removes whatever a move has left of an organization that leaves: its copy half-way, or the original. */
  async removeAll(actor: Actor, id: string): Promise<void> {
    const move = await this.moves.findById(new Types.ObjectId(id)).lean();
    if (move?.phase === 'moved') await this.dropOldCopy(actor, id);
    else if (move) await this.cancel(actor, id);
  }

  /** Drops what was left where a tenant came from. @returns the cluster it was on */
  async dropOldCopy(actor: Actor, id: string): Promise<string> {
    actor.require('organization.write');
    const move = await this.moves.findOne({ _id: new Types.ObjectId(id), phase: 'moved' }).lean();
    if (!move || this.placements.clusterOf(tenantId(id)) === move.from) throw conflict('It has left no copy behind.');
    const cluster = await this.clusters.retain(move.from);
    try {
      await cluster
        .getClient()
        .db(tenantDatabaseName(tenantId(id)))
        .dropDatabase();
    } finally {
      this.clusters.release(move.from);
    }
    await this.moves.deleteOne({ _id: move._id, phase: 'moved' });
    return move.from ?? 'main';
  }

  /** Lets writes in again where whoever closed them is gone. */
  async openAbandoned(): Promise<void> {
    const found = await this.moves.find({ phase: { $ne: 'moved' }, holdsUntil: { $lt: new Date() } }).lean();
    for (const move of found) {
      // One whose cluster does not answer holds up no other.
      await this.openOne(move).catch((error: Error) =>
        this.logger.warn(`${move._id.toString()}, whose move was cut off, could not be opened yet: ${error.message}`),
      );
    }
  }

  private async openOne(move: TenantMove): Promise<void> {
    const cluster = await this.clusters.retain(move.from);
    const original = cluster.getClient().db(tenantDatabaseName(tenantId(move._id)));
    try {
      // Also one that says it is copying: who was held up may have closed it after somebody had opened it.
      if (move.phase === 'copying' && !(await isClosedForWrites(original))) return;
      const lease = new MoveLease(this.moves, move._id, randomUUID());
      if (!(await lease.takeOver(move, 'opening'))) return;
      await openForWrites(original);
      await lease.handBack('copying');
      this.logger.warn(`The move of ${move._id.toString()} was given up half-way; it is written to again where it was`);
    } finally {
      this.clusters.release(move.from);
    }
  }
}
