import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditEntry } from '../audit/audit-entry.schema';
import { afterCursor, type Page, toPage } from '../http/paging';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { AuditEntryDto, AuditQueryDto } from './dto/audit.dto';

/** Reading what was done, by whom, and who allowed it. */
@Injectable()
export class AuditTrailService {
  constructor(
    @InjectModel(AuditEntry.name, TENANT) private readonly entries: Model<AuditEntry>,
    private readonly directory: StoreDirectory,
  ) {}

  /** Latest first. */
  async list(
    actor: Actor,
    { limit, cursor, from, to, actorId, action, subject }: AuditQueryDto,
  ): Promise<Page<AuditEntryDto>> {
    actor.require('audit.read');
    const at = await this.directory.instantsOf(from, to);
    const docs = await this.entries
      .find({
        $and: [
          Object.keys(at).length > 0 ? { at } : {},
          afterCursor(cursor, 'at', 'descending', { value: (value) => new Date(value), id: String }),
        ],
        ...(actorId !== undefined && { 'actor.id': actorId }),
        ...(action !== undefined && { action: action.includes('.') ? action : rangeOf(action) }),
        ...(subject !== undefined && { subject }),
      })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ at: value, _id }) => ({ value: value.getTime(), id: _id }), toEntry);
  }
}

/** Every action of a group. */
function rangeOf(group: string) {
  return { $gte: `${group}.`, $lt: `${group}/` };
}

function toEntry({ _id, sequence, ...entry }: AuditEntry): AuditEntryDto {
  return { id: _id, ...entry, after: withoutBasket(entry.after) };
}

/** A held sale's basket is for the till that takes it up; a page of them would be megabytes. */
function withoutBasket(after: object | null): object | null {
  if (!after || !('basket' in after)) return after;
  const { basket: _, ...rest } = after;
  return rest;
}
