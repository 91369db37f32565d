import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import { type BulkOperation, insert } from '../mongo/bulk-write';
import { ID_INDEX, violatedIndex } from '../mongo/transaction';
import { TENANT } from '../tenancy/tenant-connection';
import { AuditEntry, type AuditParty } from './audit-entry.schema';

/** Who did it, as far as the log is concerned. */
type Acting = AuditParty & { kind: string; requestId?: string | null };

/** What is said of an act; the rest is nothing where it is left out. */
export interface AuditContent extends Partial<Omit<AuditEntry, 'actor' | 'action'>> {
  action: string;
}

/** Who did what, when, and who allowed it. */
@Injectable()
export class AuditLog {
  constructor(@InjectModel(AuditEntry.name, TENANT) private readonly entries: Model<AuditEntry>) {}

  /** An entry to be written with what it is about. One with an id of its own that is there already is a conflict, and looked at again. */
  posting(actor: Acting, content: AuditContent): { operations(): BulkOperation[] } {
    return { operations: () => [insert(this.entries, entryOf(actor, content), ID_INDEX)] };
  }

  /** An entry in the transaction of what it is about; without one, about what is not written otherwise. */
  async write(actor: Acting, content: AuditContent, session?: ClientSession): Promise<void> {
    await this.entries.collection.insertOne(entryOf(actor, content) as never, { ...(session && { session }) });
  }

  /** An entry under an id of the caller's. @returns the one that was there before, where one was */
  async writeOnce(actor: Acting, content: AuditContent & { _id: string }): Promise<AuditEntry | null> {
    try {
      await this.write(actor, content);
      return null;
    } catch (error) {
      if (violatedIndex(error) !== ID_INDEX) throw error;
      return this.entries.findById(content._id).lean();
    }
  }

  find(ids: readonly string[], session?: ClientSession): Promise<AuditEntry[]> {
    return this.entries
      .find({ _id: { $in: ids } })
      .session(session ?? null)
      .lean();
  }
}

function entryOf(
  { kind, id, name, requestId = null }: Acting,
  { action, at = new Date(), ...content }: AuditContent,
): AuditEntry {
  const nothing = { _id: randomUUID(), approvedBy: null, subject: null, registerId: null, before: null, after: null };
  const unchained = { sequence: null, hash: null, previousHash: null };
  return { ...nothing, ...content, ...unchained, action, at, requestId, actor: { kind, id, name } };
}
