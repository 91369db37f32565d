import { TENDER_NAMES } from '@liquor-pos/domain/tenders/tender-names';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditEntry } from '../audit/audit-entry.schema';
import { AuditLog } from '../audit/audit-log';
import { badInput, DomainError, idReused, notFound } from '../errors/domain-error';
import { contentHash } from '../http/content-hash';
import type { Page } from '../http/paging';
import { ProductsService } from '../products/products.service';
import { SalesService } from '../sales/sales.service';
import { Register } from '../store-directory/register.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { HeldBasketDto, HeldSaleDto, HoldSaleDto, RecalledSaleDto, RecallSaleDto } from './dto/held-sale.dto';

const HELD = 'sale.hold';
/** A customer who has not come back by then does not. */
export const HELD_FOR_MS = 48 * 60 * 60_000;
const MOST_LISTED = 200;
const PAGE = 200;
/** A basket of a hundred lines is a fifth of it. */
const LONGEST_BASKET = 100_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
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
    private readonly products: ProductsService,
    private readonly log: AuditLog,
    private readonly directory: StoreDirectory,
  ) {}

  /** @throws DomainError `register_not_found`, `id_reused`, and what a quote of its basket refuses with */
  async hold(
    actor: Actor,
    { id, registerId, ...input }: HoldSaleDto,
  ): Promise<{ answer: HeldSaleDto; replayed: boolean }> {
    actor.require('sale.hold');
    const { name, saleId, totalCents, attempted = false } = input;
    const basket = JSON.stringify(input.basket);
    if (basket.length > LONGEST_BASKET) throw badInput([{ path: 'basket', message: 'is too large to be held' }]);
    const hash = contentHash([name, saleId, totalCents, attempted, basket]);
    // Sent again it is the one that is held, also when what it names has gone since.
    const [held] = await this.log.find([heldId(id)]);
    if (held) return replayOf(held, hash);
    // Whatever it names must be there.
    const { lines } = await this.sales.quote(actor, { ...input.basket, registerId });
    const value = input.basket.lines.flatMap(({ giftCard, accountPayment }) => {
      if (giftCard) return [`1 × ${TENDER_NAMES.en.gift_card}`];
      return accountPayment ? ['Payment on account'] : [];
    });
    const summary = [...lines.map((line) => `${line.quantity} × ${line.name}`), ...value]
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
      return {
        answer: { id, registerId, heldAt: at, heldBy, name, summary, saleId, totalCents, attempted },
        replayed: false,
      };
    }
    return replayOf(earlier, hash);
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

  /** Gives it to one register of its store. @throws DomainError `held_sale_not_found`, `already_recalled`, `register_not_found` */
  async recall(actor: Actor, id: string, { registerId }: RecallSaleDto): Promise<RecalledSaleDto> {
    actor.require('sale.hold');
    const [held] = UUID.test(id) ? await this.log.find([heldId(id)]) : [];
    if (held?.action !== HELD || !held.registerId) throw notFound('held sale');
    const [at, from] = [
      await this.directory.register(registerId ?? held.registerId),
      await this.directory.register(held.registerId),
    ];
    if (!at.storeId.equals(from.storeId)) throw notFound('held sale');
    const register = at.registerId.toString();
    const basket = basketOf(held);
    const ids = basket.lines.flatMap(({ productId }) => productId ?? []);
    const products = await this.products.withIds(actor, ids);
    const content = { _id: overId(held._id), action: 'sale.recall', subject: held.subject, registerId: register };
    const earlier = await this.log.writeOnce(actor, content);
    // The same register and cashier again: the answer to the first was lost.
    const isMine =
      earlier?.action === 'sale.recall' && earlier.registerId === register && earlier.actor.id === actor.id;
    if (earlier && !isMine) throw alreadyRecalled(earlier);
    return { ...toHeldSale(held), basket, products };
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

  /** A page at a time, for most were taken up. */
  private async waiting(filter: object): Promise<AuditEntry[]> {
    const waiting: AuditEntry[] = [];
    let before: Pick<AuditEntry, 'at' | '_id'> | undefined;
    while (waiting.length < MOST_LISTED) {
      const earlier = before ? { $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before._id } }] } : {};
      const held = await this.entries
        .find({ $and: [{ action: HELD, ...filter }, earlier] })
        .sort({ at: -1, _id: -1 })
        .limit(PAGE)
        .select({ 'after.basket': 0 })
        .lean();
      const over = new Set((await this.log.find(held.map(({ _id }) => overId(_id)))).map(({ _id }) => _id));
      waiting.push(...held.filter(({ _id }) => !over.has(overId(_id))));
      before = held.at(-1);
      if (held.length < PAGE) break;
    }
    return waiting.slice(0, MOST_LISTED);
  }
}

function heldId(id: string): string {
  return `hold:${id.toLowerCase()}`;
}

function overId(held: string): string {
  return `${held}:over`;
}

function toHeldSale({ _id, at, actor, registerId, after }: AuditEntry): HeldSaleDto {
  const { name, summary, saleId, totalCents, attempted } = after as Kept;
  const heldBy = { id: actor.id, name: actor.name };
  const about = { name, summary, saleId, totalCents, attempted };
  return { id: _id.slice('hold:'.length), registerId: registerId ?? '', heldAt: at, heldBy, ...about };
}

function basketOf({ after }: AuditEntry): HeldBasketDto {
  return JSON.parse((after as Kept).basket) as HeldBasketDto;
}

/** @throws DomainError `id_reused` */
function replayOf(held: AuditEntry, hash: string): { answer: HeldSaleDto; replayed: true } {
  if ((held.after as Kept | null)?.hash !== hash) throw idReused('held sale');
  return { answer: toHeldSale(held), replayed: true };
}

function alreadyRecalled({ actor, at }: AuditEntry): DomainError {
  return new DomainError('already_recalled', `${actor.name} took this sale up already.`, {
    extra: { recalledBy: { id: actor.id, name: actor.name }, recalledAt: at },
  });
}
