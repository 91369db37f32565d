import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditEntry } from '../audit/audit-entry.schema';
import { inTransaction } from '../mongo/transaction';
import { type AuditHead, OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';

/** An entry is written before its transaction is committed, and no transaction lives longer than half of this. */
const SETTLED_AFTER_MS = 2 * 60_000;
const BATCH = 500;
/** No clock of a deployment is further behind. */
const LATE_MS = 24 * 60 * 60_000;
const FIRST = new Date(0);
const SHOWN = 20;
const BEGINNING = 'the beginning';

/**
 * Entries are chained by hash in the order of their time, by a job over what was committed: writers wait for nobody. Whoever takes one out
 * or changes one afterwards breaks the chain, and the proof says where.
 */
@Injectable()
export class AuditChain {
  constructor(
    @InjectModel(AuditEntry.name, TENANT) private readonly entries: Model<AuditEntry>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    private readonly current: CurrentTenant,
  ) {}

  /** Chains what has settled since. @returns how many entries it came to */
  async extend(actor: Actor, signal: AbortSignal, now = new Date()): Promise<number> {
    actor.require('job.retry');
    const settled = new Date(now.getTime() - SETTLED_AFTER_MS);
    for (let chained = 0; ; ) {
      const count = signal.aborted ? 0 : await this.chainBatch(settled);
      chained += count;
      if (count < BATCH) return chained;
    }
  }

  private chainBatch(settled: Date): Promise<number> {
    return inTransaction(this.current.connection, async (session) => {
      const profile = await this.profiles.findOne().session(session).select({ auditHead: 1 }).lean();
      let head = profile?.auditHead ?? null;
      // Without its end a chain is not begun anew over what is chained already: that would heal what was torn.
      if (!head && (await this.entries.exists({ sequence: { $ne: null } }).session(session))) return 0;
      // Of a process whose clock is behind, entries come in before the end of the chain.
      const since = head ? new Date(head.at.getTime() - LATE_MS) : FIRST;
      const batch = await this.entries
        .find({ at: { $gte: since, $lte: settled }, hash: null })
        .sort({ at: 1, _id: 1 })
        .limit(BATCH)
        .session(session)
        .lean();
      if (batch.length === 0) return 0;
      const writes = batch.map((entry) => {
        const link = linkOf(entry, head);
        const at = head && head.at > entry.at ? head.at : entry.at;
        head = { sequence: link.sequence, hash: link.hash, at, id: entry._id };
        return { updateOne: { filter: { _id: entry._id, hash: null }, update: { $set: link } } };
      });
      await this.entries.bulkWrite(writes, { session });
      // Two that chain at once conflict here.
      await this.profiles.updateOne({}, { $set: { auditHead: head } }, { session });
      return batch.length;
    });
  }

  /** @returns a line for each entry that was changed, taken out or slipped in */
  async differences(session: ClientSession): Promise<string[]> {
    const profile = await this.profiles.findOne().select({ auditHead: 1 }).session(session).lean();
    const end = profile?.auditHead ?? null;
    const faults: string[] = [];
    let head: Pick<AuditHead, 'sequence' | 'hash'> | null = null;
    const chained = this.entries
      .find({ sequence: { $ne: null } })
      .sort({ sequence: 1, _id: 1 })
      .allowDiskUse(true)
      .session(session)
      .lean()
      .cursor();
    for await (const entry of chained) {
      const { sequence = 0, hash = '' } = entry as { sequence: number; hash: string };
      const link = linkOf(entry, head);
      if (sequence !== link.sequence) faults.push(`audit log: before entry ${sequence}, entries are missing`);
      else if (hash !== link.hash) faults.push(`audit log: entry ${sequence} (${entry._id}) was changed`);
      // What follows is compared with what stands there: one fault is told once.
      head = { sequence, hash };
    }
    if (head && head.sequence !== end?.sequence) {
      faults.push(`audit log: it ends with entry ${head.sequence}, not with ${end?.sequence ?? 'any that is known'}`);
    }
    const outside = end && new Date(end.at.getTime() - LATE_MS);
    const unchained = outside
      ? await this.entries
          .find({ hash: null, at: { $lt: outside } })
          .limit(SHOWN)
          .session(session)
          .lean()
      : [];
    return [...faults, ...unchained.map(({ _id, action }) => `audit log: ${_id} (${action}) is outside the chain`)];
  }
}

function linkOf(
  entry: AuditEntry,
  head: Pick<AuditHead, 'sequence' | 'hash'> | null,
): { sequence: number; hash: string; previousHash: string } {
  const previousHash = head?.hash ?? BEGINNING;
  const { _id, at, action, actor, approvedBy, subject, registerId, requestId, before, after } = entry;
  const content = { _id, at, action, actor, approvedBy, subject, registerId, requestId, before, after };
  const text = JSON.stringify(inOrder(JSON.parse(JSON.stringify(content))));
  const hash = createHash('sha256').update(previousHash).update('\n').update(text).digest('hex');
  return { sequence: (head?.sequence ?? 0) + 1, hash, previousHash };
}

/** The same value with the keys of every object sorted. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, inOrder(inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
