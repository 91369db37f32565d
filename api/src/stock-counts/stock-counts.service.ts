import { baseUnits } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { badInput, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import type { PageQueryDto } from '../http/paging.dto';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { inTransaction } from '../mongo/transaction';
import { Product } from '../products/product.schema';
import { productNotFound } from '../products/products.service';
import { StoreDirectory } from '../store-directory/store-directory';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { countIsOver, countNotFinished } from './count-errors';
import { CountLines } from './count-lines';
import { isBlindStill, toLine, toResultLine, totalsOf } from './count-mapping';
import type {
  CountLinesQueryDto,
  NewStockCountDto,
  StockCountDto,
  StockCountEntriesAnswerDto,
  StockCountEntriesDto,
  StockCountLineDto,
  StockCountLinesDto,
} from './dto/stock-count.dto';
import { type CountStatus, StockCount, StockCountEntry, StockCountResult } from './stock-count.schema';

/** From which statuses a count comes to another one by somebody's word. */
const MAY_BECOME: Readonly<Record<'finished' | 'counting' | 'cancelled', readonly CountStatus[]>> = {
  finished: ['counting', 'finished'],
  counting: ['finished', 'counting'],
  cancelled: ['counting', 'finished', 'cancelled'],
};

/** Counts of what stands on the shelves: their walks, and what was seen. */
@Injectable()
export class StockCountsService {
  constructor(
    @InjectModel(StockCount.name, TENANT) private readonly counts: Model<StockCount>,
    @InjectModel(StockCountEntry.name, TENANT) private readonly entries: Model<StockCountEntry>,
    @InjectModel(StockCountResult.name, TENANT) private readonly results: Model<StockCountResult>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly current: CurrentTenant,
    private readonly lineSource: CountLines,
    private readonly stores: StoreDirectory,
    private readonly idempotency: Idempotency,
  ) {}

  async list(actor: Actor, { limit, cursor }: PageQueryDto): Promise<Page<StockCountDto>> {
    actor.require('stock.count');
    const after = afterCursor(cursor, 'startedAt', 'descending', {
      value: (value) => new Date(value),
      id: (id) => new Types.ObjectId(id),
    });
    const docs = await this.counts
      .find(after)
      .sort({ startedAt: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    const seen = await this.seenOf(docs.map(({ _id }) => _id));
    return toPage(
      docs,
      limit,
      ({ startedAt, _id }) => ({ value: startedAt.getTime(), id: _id.toString() }),
      (count) => toCount(count, seen.get(count._id.toString())),
    );
  }

  async get(actor: Actor, id: string): Promise<StockCountDto> {
    actor.require('stock.count');
    return this.answer(await this.find(id));
  }

  /**
   * @param figures of an opening stock
   * @throws DomainError `store_not_found`
   */
  async start(
    actor: Actor,
    input: NewStockCountDto,
    request?: KeyedRequest,
    figures: string | null = null,
  ): Promise<StockCountDto> {
    actor.require('stock.count');
    const storeId = await this.stores.store(input.storeId);
    return this.idempotency.once(request, async (session) => {
      const count: StockCount = {
        _id: new Types.ObjectId(),
        storeId,
        name: input.name,
        blind: input.blind ?? false,
        category: input.category ?? null,
        status: 'counting',
        entriesCount: 0,
        figures,
        startedAt: new Date(),
        startedBy: actor.userId,
        posting: null,
        postedAt: null,
      };
      await this.counts.create([count], { session });
      return toCount(count, undefined);
    });
  }

  /** The opening stock a store was given last, and the one that was begun last, which may have been called off. */
  async latestOpenings(
    actor: Actor,
    storeId: Types.ObjectId,
  ): Promise<{ standing: StockCount | null; begun: StockCount | null }> {
    actor.require('stock.count');
    const latest = (which: object) =>
      this.counts
        .findOne({ storeId, figures: { $ne: null }, ...which })
        .sort({ startedAt: -1, _id: -1 })
        .lean();
    const begun = await latest({});
    if (begun?.status !== 'cancelled') return { standing: begun, begun };
    // None that somebody begins at this moment: the two are of one moment.
    return { standing: await latest({ status: { $ne: 'cancelled' }, startedAt: { $lte: begun.startedAt } }), begun };
  }

  /** @throws DomainError `count_not_found`, `count_is_over` when it has gone too far for that */
  async setStatus(actor: Actor, id: string, status: 'finished' | 'counting' | 'cancelled'): Promise<StockCountDto> {
    actor.require('stock.count');
    const { _id } = await this.find(id);
    const count = await this.counts
      .findOneAndUpdate({ _id, status: { $in: MAY_BECOME[status] } }, { $set: { status } }, { returnDocument: 'after' })
      .lean();
    if (!count) throw countIsOver();
    return this.answer(count);
  }

  /** @throws DomainError `count_not_found`, `count_is_over`, `product_not_found` naming the entry */
  async enter(actor: Actor, id: string, { entries }: StockCountEntriesDto): Promise<StockCountEntriesAnswerDto> {
    actor.require('stock.count');
    const { _id: countId, startedAt } = await this.find(id);
    const now = Date.now();
    const sent = entries.map(({ id: entryId, productId, units, secondsAgo = 0 }) => ({
      _id: entryId,
      countId,
      productId: new Types.ObjectId(productId),
      units: baseUnits(units),
      // Nothing was seen before the count began, whatever a device believes.
      at: new Date(Math.max(now - secondsAgo * 1000, startedAt.getTime())),
      userId: actor.userId,
    }));
    await this.assertKnown(
      entries.map(({ productId }) => productId),
      'entries',
    );
    const once = new Set(sent.map(({ _id }) => _id));
    if (once.size < sent.length) throw badInput([{ path: 'entries', message: 'must each have an id of its own' }]);
    await inTransaction(this.current.connection, (session) => this.add(countId, sent, session));
    const products = [...new Set(sent.map(({ productId }) => productId.toString()))];
    const seen = await this.seenUnits(countId, products);
    return { seen: products.map((productId) => ({ productId, countedUnits: seen.get(productId) ?? 0 })) };
  }

  /** @throws DomainError `count_not_found`, `count_not_finished` where a blind count is still under way */
  async lines(
    actor: Actor,
    id: string,
    { show = 'seen', limit, cursor }: CountLinesQueryDto,
  ): Promise<StockCountLinesDto> {
    actor.require('stock.count');
    const count = await this.find(id);
    if (isBlindStill(count) && show !== 'seen') throw countNotFinished();
    const { lines, totals } = await this.allLines(count);
    const wanted = sorted(show, lines);
    const offset = offsetOf(cursor);
    const end = offset + limit;
    return { items: wanted.slice(offset, end), nextCursor: end < wanted.length ? String(end) : null, totals };
  }

  /** @throws DomainError `count_not_found` */
  async find(id: string): Promise<StockCount> {
    const missing = () => notFound('count');
    const count = await this.counts.findById(objectIdOr(id, missing)).lean();
    if (!count) throw missing();
    return count;
  }

  /** @throws DomainError `product_not_found` naming the first of a list that is none */
  async assertKnown(ids: readonly string[], list: string): Promise<void> {
    const known = await this.products
      .find({ _id: { $in: ids } })
      .select({ _id: 1 })
      .lean();
    const found = new Set(known.map(({ _id }) => _id.toString()));
    const missing = ids.findIndex((id) => !found.has(id));
    if (missing >= 0) throw productNotFound(`${list}.${missing}.productId`);
  }

  async answer(count: StockCount): Promise<StockCountDto> {
    return toCount(count, (await this.seenOf([count._id])).get(count._id.toString()));
  }

  private async allLines(count: StockCount) {
    const results = await this.results.find({ countId: count._id }).lean();
    const posted = new Set(results.map(({ productId }) => productId.toString()));
    const seen = count.status === 'posted' ? new Map() : await this.lineSource.seen(count);
    const unseen = count.status === 'posted' || isBlindStill(count) ? [] : await this.lineSource.unseen(count, seen);
    const open = [...[...seen.keys()].map((one) => new Types.ObjectId(one)), ...unseen].filter(
      (one) => !posted.has(one.toString()),
    );
    const lines = await this.lineSource.of(count, open, seen);
    const names = await this.products.find({ _id: { $in: results.map(({ productId }) => productId) } }).lean();
    const byId = new Map(names.map((product) => [product._id.toString(), product]));
    const all: StockCountLineDto[] = [
      ...lines.map((line) => toLine(count, line)),
      ...results.map((result) => toResultLine(result, byId.get(result.productId.toString()))),
    ];
    return { lines: all, totals: isBlindStill(count) ? null : totalsOf(all) };
  }

  private async add(countId: Types.ObjectId, sent: StockCountEntry[], session: ClientSession): Promise<void> {
    const known = await this.entries
      .find({ _id: { $in: sent.map(({ _id }) => _id) } })
      .session(session)
      .lean();
    assertSameEntries(known, sent);
    const before = new Set(known.map(({ _id }) => _id));
    const added = sent.filter(({ _id }) => !before.has(_id));
    if (added.length === 0) return;
    const { matchedCount } = await this.counts.updateOne(
      { _id: countId, status: 'counting' },
      { $inc: { entriesCount: added.length } },
      { session },
    );
    if (matchedCount === 0) throw countIsOver();
    await this.entries.insertMany(added, { session });
  }

  private async seenUnits(countId: Types.ObjectId, products: readonly string[]): Promise<Map<string, number>> {
    const productIds = products.map((one) => new Types.ObjectId(one));
    const sums = await this.entries.aggregate<{ _id: Types.ObjectId; units: number }>([
      { $match: { countId, productId: { $in: productIds } } },
      { $group: { _id: '$productId', units: { $sum: '$units' } } },
    ]);
    return new Map(sums.map(({ _id, units }) => [_id.toString(), units]));
  }

  private async seenOf(ids: readonly Types.ObjectId[]): Promise<Map<string, Seen>> {
    const sums = await this.entries.aggregate<Seen & { _id: Types.ObjectId }>([
      { $match: { countId: { $in: ids } } },
      { $group: { _id: { countId: '$countId', productId: '$productId' }, units: { $sum: '$units' } } },
      { $group: { _id: '$_id.countId', productsCount: { $sum: 1 }, unitsCount: { $sum: '$units' } } },
    ]);
    return new Map(sums.map(({ _id, productsCount, unitsCount }) => [_id.toString(), { productsCount, unitsCount }]));
  }
}

type Seen = Pick<StockCountDto, 'productsCount' | 'unitsCount'>;

function toCount(count: StockCount, seen: Seen | undefined): StockCountDto {
  const { _id, storeId, name, blind, category, status, startedAt, startedBy, postedAt } = count;
  return {
    id: _id.toString(),
    storeId: storeId.toString(),
    name,
    blind,
    category,
    status,
    startedAt,
    startedBy: startedBy.toString(),
    postedAt,
    productsCount: seen?.productsCount ?? 0,
    unitsCount: seen?.unitsCount ?? 0,
  };
}

/** An id that stands for something else already is a mistake of the caller's, and nothing of what it sent is kept. */
function assertSameEntries(known: readonly StockCountEntry[], sent: readonly StockCountEntry[]): void {
  for (const { _id, countId, productId, units } of known) {
    const index = sent.findIndex((entry) => entry._id === _id);
    const again = sent[index];
    const same = again?.countId.equals(countId) && again.productId.equals(productId) && again.units === units;
    if (!same) throw badInput([{ path: `entries.${index}.id`, message: 'belongs to another entry' }]);
  }
}

function sorted(show: 'seen' | 'differences' | 'unseen', lines: readonly StockCountLineDto[]): StockCountLineDto[] {
  const wasSeen = ({ seenAt }: StockCountLineDto) => seenAt !== null;
  if (show === 'seen') return lines.filter(wasSeen).sort((a, b) => latest(b) - latest(a) || byName(a, b));
  const differs = ({ differenceUnits }: StockCountLineDto) => differenceUnits !== 0;
  const wanted = show === 'unseen' ? (line: StockCountLineDto) => !wasSeen(line) : differs;
  return lines
    .filter((line) => wanted(line) && (show === 'unseen' || wasSeen(line)))
    .sort((a, b) => worth(b) - worth(a) || byName(a, b));
}

const latest = ({ seenAt }: StockCountLineDto) => seenAt?.getTime() ?? 0;
const worth = ({ differenceCents }: StockCountLineDto) => Math.abs(differenceCents ?? 0);
const byName = (a: StockCountLineDto, b: StockCountLineDto) => a.name.localeCompare(b.name);

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,7}$/.test(cursor))
    throw badInput([{ path: 'cursor', message: 'must be the nextCursor of an earlier answer' }]);
  return Number(cursor);
}
