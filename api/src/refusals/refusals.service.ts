import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditEntry } from '../audit/audit-entry.schema';
import { AuditLog } from '../audit/audit-log';
import { idReused } from '../errors/domain-error';
import { afterCursor, type Page, toPage } from '../http/paging';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { RefusalDto, RefusalQueryDto, RefuseDto } from './dto/refusal.dto';

const ACTION = 'sale.refused';
const PREFIX = 'refusal:';

type Refused = Pick<RefusalDto, 'reason' | 'method' | 'category' | 'rule' | 'note'>;

/** Sales that were refused, as an inspector asks for them: entries of the audit log, which nothing changes. */
@Injectable()
export class RefusalsService {
  constructor(
    @InjectModel(AuditEntry.name, TENANT) private readonly entries: Model<AuditEntry>,
    private readonly log: AuditLog,
    private readonly directory: StoreDirectory,
  ) {}

  /** @throws DomainError `register_not_found`, `id_reused` */
  async record(
    actor: Actor,
    { id, registerId, ...input }: RefuseDto,
  ): Promise<{ answer: RefusalDto; replayed: boolean }> {
    actor.require('refusal.record');
    await this.directory.register(registerId);
    const { reason, method = null, category = null, rule = null, note = null } = input;
    const after: Refused = { reason, method, category, rule, note };
    const content = { _id: `${PREFIX}${id}`, action: ACTION, registerId, after, at: new Date() };
    const earlier = await this.log.writeOnce(actor, content);
    if (!earlier)
      return { answer: { id, at: content.at, registerId, cashier: partyOf(actor), ...after }, replayed: false };
    if (
      JSON.stringify(earlier.after) !== JSON.stringify(after) ||
      earlier.registerId !== registerId ||
      earlier.actor.id !== actor.id
    )
      throw idReused('refusal');
    return { answer: toRefusal(earlier), replayed: true };
  }

  /** Latest first. */
  async list(
    actor: Actor,
    { limit, cursor, from, to, reason, registerId }: RefusalQueryDto,
  ): Promise<Page<RefusalDto>> {
    actor.require('audit.read');
    const at = await this.directory.instantsOf(from, to);
    const docs = await this.entries
      .find({
        action: ACTION,
        $and: [
          Object.keys(at).length > 0 ? { at } : {},
          afterCursor(cursor, 'at', 'descending', { value: (value) => new Date(value), id: String }),
        ],
        ...(reason !== undefined && { 'after.reason': reason }),
        ...(registerId !== undefined && { registerId }),
      })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ at: value, _id }) => ({ value: value.getTime(), id: _id }), toRefusal);
  }
}

function toRefusal({ _id, at, registerId, actor, after }: AuditEntry): RefusalDto {
  const refused = after as Refused;
  return { id: _id.slice(PREFIX.length), at, registerId: registerId ?? '', cashier: partyOf(actor), ...refused };
}

function partyOf({ id, name }: { id: string; name: string }) {
  return { id, name };
}
