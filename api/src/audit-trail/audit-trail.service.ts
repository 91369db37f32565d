import { instantOf } from '@liquor-pos/domain/time/business-date';
import { addDays } from '@liquor-pos/domain/time/local-time';
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
    const at = await this.days(from, to);
    const docs = await this.entries
      .find({
        $and: [at, afterCursor(cursor, 'at', 'descending', { value: (value) => new Date(value), id: String })],
        ...(actorId !== undefined && { 'actor.id': actorId }),
        ...(action !== undefined && { action: action.includes('.') ? action : rangeOf(action) }),
        ...(subject !== undefined && { subject }),
      })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ at: value, _id }) => ({ value: value.getTime(), id: _id }), toEntry);
  }

  /** The instants of some days on the organization's clock. */
  private async days(from: string | undefined, to: string | undefined): Promise<object> {
    if ((from ?? to) === undefined) return {};
    const zone = await this.directory.timezone();
    const at = {
      ...(from !== undefined && { $gte: instantOf(from, 0, 0, zone) }),
      ...(to !== undefined && { $lt: instantOf(addDays(to, 1), 0, 0, zone) }),
    };
    return { at };
  }
}

/** Every action of a group. */
function rangeOf(group: string) {
  return { $gte: `${group}.`, $lt: `${group}/` };
}

function toEntry({ _id, sequence, ...entry }: AuditEntry): AuditEntryDto {
  return { id: _id, ...entry };
}
