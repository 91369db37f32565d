import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditEntry } from '../audit/audit-entry.schema';
import { AuditLog } from '../audit/audit-log';
import { DomainError, notFound } from '../errors/domain-error';
import type { Page } from '../http/paging';
import { SalesService } from '../sales/sales.service';
import { Register } from '../store-directory/register.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { HeldSaleDto, HoldSaleDto, RecallSaleDto } from './dto/held-sale.dto';

const HELD = 'sale.hold';
/** A customer who has not come back by then does not. */
export const HELD_FOR_MS = 48 * 60 * 60_000;
const MOST_LISTED = 200;
const LONGEST_SUMMARY = 300;

/** What is kept of a held sale; the JSON of it is what a till sent, so it comes back as it was. */
type Kept = Pick<HeldSaleDto, 'name' | 'summary' | 'saleId' | 'totalCents' | 'attempted'> & {
  basket: string;
  hash: string;
};

/**
 * Sales put aside until their customers come back, for any register of the store. Putting aside and taking up are entries of the audit
 * log, which holds each once: so a sale is given to one register, however many ask.
 */
@Injectable()
export class HeldSalesService {
  constructor(
    @InjectModel(AuditEntry.name, TENANT) private readonly entries: Model<AuditEntry>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    private readonly sales: SalesService,
    private readonly log: AuditLog,
    private readonly directory: StoreDirectory,
  ) {}

  /** @throws DomainError `register_not_found`, `id_reused`, and what a quote of its basket refuses with */
  async hold(
    actor: Actor,
    { id, registerId, ...input }: HoldSaleDto,
  ): Promise<{ answer: HeldSaleDto; replayed: boolean }> {
    actor.require('sale.hold');
    // Whatever it names must be there.
    const { lines } = await this.sales.quote(actor, { ...input.basket, registerId });
    const { name, saleId, totalCents, attempted = false } = input;
    const basket = JSON.stringify(input.basket);
    const hash = createHash('sha256')
      .update(JSON.stringify([name, saleId, totalCents, attempted, basket]))
      .digest('hex');
    const summary = lines
      .map((line) => `${line.quantity} × ${line.name}`)
      .join(', ')
      .slice(0, LONGEST_SUMMARY);
    const after: Kept = { name, summary, saleId, totalCents, attempted, basket, hash };
    const at = new Date();
    const earlier = await this.log.writeOnce(actor, {
      _id: heldId(id),
      action: HELD,
      subject: saleId,
      registerId,
      after,
      at,
    });
    if (!earlier) {
      const heldBy = { id: actor.id, name: actor.name };
      return { answer: { id, registerId, heldAt: at, heldBy, ...withBasket(after) }, replayed: false };
    }
    if ((earlier.after as Kept | null)?.hash !== hash) throw idReused();
    return { answer: toHeldSale(earlier), replayed: true };
  }

  /** Those of the register's store that nobody took up, latest first. @throws DomainError `register_not_found` */
  async list(actor: Actor, registerId: string | undefined): Promise<Page<HeldSaleDto>> {
    actor.require('sale.hold');
    const { storeId } = await this.directory.register(registerId);
    const registers = await this.registers.find({ storeId }).select({ _id: 1 }).lean();
    const waiting = await this.waiting({
      at: { $gt: new Date(Date.now() - HELD_FOR_MS) },
      registerId: { $in: registers.map(({ _id }) => _id.toString()) },
    });
    return { items: waiting.map(toHeldSale), nextCursor: null };
  }

  /** Gives it to one register. @throws DomainError `held_sale_not_found`, `already_recalled`, `register_not_found` */
  async recall(actor: Actor, id: string, { registerId }: RecallSaleDto): Promise<HeldSaleDto> {
    actor.require('sale.hold');
    const [held] = await this.log.find([heldId(id)]);
    if (!held) throw notFound('held sale');
    const register = registerId ?? held.registerId ?? undefined;
    await this.directory.register(register);
    const content = {
      _id: overId(held._id),
      action: 'sale.recall',
      subject: held.subject,
      registerId: register ?? null,
    };
    const earlier = await this.log.writeOnce(actor, content);
    // The same register and cashier again: the answer to the first was lost.
    const isMine =
      earlier?.action === 'sale.recall' && earlier.registerId === register && earlier.actor.id === actor.id;
    if (earlier && !isMine) throw alreadyRecalled(earlier);
    return toHeldSale(held);
  }

  /** Those that were held for too long are given up, and the log says so. @returns how many */
  async expire(actor: Actor, now = new Date()): Promise<number> {
    actor.require('job.retry');
    const before = new Date(now.getTime() - HELD_FOR_MS);
    const since = new Date(before.getTime() - HELD_FOR_MS);
    const overdue = await this.waiting({ at: { $gt: since, $lte: before } });
    for (const { _id, subject, registerId } of overdue) {
      await this.log.writeOnce(actor, { _id: overId(_id), action: 'sale.hold_expired', subject, registerId });
    }
    return overdue.length;
  }

  private async waiting(filter: object): Promise<AuditEntry[]> {
    const held = await this.entries
      .find({ action: HELD, ...filter })
      .sort({ at: -1, _id: -1 })
      .limit(MOST_LISTED)
      .lean();
    const over = new Set((await this.log.find(held.map(({ _id }) => overId(_id)))).map(({ _id }) => _id));
    return held.filter(({ _id }) => !over.has(overId(_id)));
  }
}

function heldId(id: string): string {
  return `hold:${id.toLowerCase()}`;
}

function overId(held: string): string {
  return `${held}:over`;
}

function toHeldSale({ _id, at, actor, registerId, after }: AuditEntry): HeldSaleDto {
  const heldBy = { id: actor.id, name: actor.name };
  return {
    id: _id.slice('hold:'.length),
    registerId: registerId ?? '',
    heldAt: at,
    heldBy,
    ...withBasket(after as Kept),
  };
}

function withBasket({ name, summary, saleId, totalCents, attempted, basket }: Kept) {
  return { name, summary, saleId, totalCents, attempted, basket: JSON.parse(basket) as HeldSaleDto['basket'] };
}

function idReused(): DomainError {
  return new DomainError('conflict', 'id_reused', 'Another sale was held with this id.', {
    errors: [{ path: 'id', message: 'belongs to another held sale' }],
  });
}

function alreadyRecalled({ actor, at }: AuditEntry): DomainError {
  return new DomainError('conflict', 'already_recalled', `${actor.name} took this sale up already.`, {
    extra: { recalledBy: { id: actor.id, name: actor.name }, recalledAt: at },
  });
}
