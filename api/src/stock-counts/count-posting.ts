import { baseUnits, cents } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { type AuditContent, AuditLog } from '../audit/audit-log';
import { statesOf } from '../inventory/stocked-products';
import { StockBook } from '../ledger/books/stock/stock.book';
import type { StockPosting } from '../ledger/books/stock/stock-posting';
import { Ledger } from '../ledger/ledger';
import { insert } from '../mongo/bulk-write';
import { inTransaction } from '../mongo/transaction';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { countIsOver, countNotFinished } from './count-errors';
import { type CountLine, CountLines } from './count-lines';
import type { PostStockCountDto, StockCountDto } from './dto/stock-count.dto';
import type { Seen } from './replay';
import { ONE_RESULT_INDEX, type PostingOfCount, StockCount, StockCountResult } from './stock-count.schema';
import { StockCountsService } from './stock-counts.service';

/** As many products in one entry of the ledger as leave a store's sales only a moment to wait. */
const AT_ONCE = 100;

/** Brings the books to what was counted, a hundred products at a time, each product once. */
@Injectable()
export class CountPosting {
  constructor(
    @InjectModel(StockCount.name, TENANT) private readonly counts: Model<StockCount>,
    @InjectModel(StockCountResult.name, TENANT) private readonly results: Model<StockCountResult>,
    private readonly service: StockCountsService,
    private readonly lines: CountLines,
    private readonly ledger: Ledger,
    private readonly stock: StockBook,
    private readonly current: CurrentTenant,
    private readonly log: AuditLog,
  ) {}

  /** @throws DomainError `count_not_found`, `product_not_found` naming the reason, `count_not_finished`, `count_is_over` when it was cancelled */
  async post(actor: Actor, id: string, input: PostStockCountDto): Promise<StockCountDto> {
    actor.require('stock.count');
    const found = await this.service.find(id);
    const reasons = input.reasons ?? [];
    await this.service.assertKnown(
      reasons.map(({ productId }) => productId),
      'reasons',
    );
    if (found.status === 'finished') await this.assertAddsUp(actor, found, input);
    const count = found.status === 'finished' ? await this.begin(actor, found, input) : found;
    if (count.status === 'posted') return this.service.answer(count);
    if (count.status === 'cancelled') throw countIsOver();
    if (count.status !== 'posting' || !count.posting) throw countNotFinished();
    const seen = await this.lines.seen(count);
    for (const ids of inParts(await this.idsOf(count, count.posting, seen))) {
      await this.postSome(count, count.posting, ids, seen);
    }
    return this.service.answer(await this.end(count));
  }

  /** What cannot be posted is refused while the count can still be changed. @throws DomainError `validation_failed` past what adds up exactly */
  private async assertAddsUp(actor: Actor, count: StockCount, input: PostStockCountDto): Promise<void> {
    const posting = postingOf(actor, input);
    const seen = await this.lines.seen(count);
    for (const ids of inParts(await this.idsOf(count, posting, seen))) {
      this.workOut(count, posting, await this.lines.of(count, ids, seen));
    }
  }

  /** From here on no entry comes in, and how the differences are posted is settled. */
  private async begin(actor: Actor, { _id }: StockCount, input: PostStockCountDto): Promise<StockCount> {
    const posting = postingOf(actor, input);
    const change = { $set: { status: 'posting', posting } };
    const begun = await inTransaction(this.current.connection, async (session) => {
      const count = await this.counts
        .findOneAndUpdate({ _id, status: 'finished' }, change, { returnDocument: 'after', session })
        .lean();
      // Bottles that are missing are booked away by it: who did that is to be seen.
      if (count) await this.log.write(actor, entryOfLog(count, posting), session);
      return count;
    });
    // Somebody else was a moment faster: theirs is posted.
    return begun ?? this.service.find(_id.toString());
  }

  private async end({ _id }: StockCount): Promise<StockCount> {
    const change = { $set: { status: 'posted', postedAt: new Date() } };
    const ended = await this.counts
      .findOneAndUpdate({ _id, status: 'posting' }, change, { returnDocument: 'after' })
      .lean();
    return ended ?? this.service.find(_id.toString());
  }

  private async idsOf(count: StockCount, { unseen }: PostingOfCount, seen: ReadonlyMap<string, Seen>) {
    const ids = [...seen.keys()].map((id) => new Types.ObjectId(id));
    return unseen === 'none_there' ? [...ids, ...(await this.lines.unseen(count, seen))] : ids;
  }

  private postSome(
    count: StockCount,
    posting: PostingOfCount,
    ids: readonly Types.ObjectId[],
    seen: ReadonlyMap<string, Seen>,
  ): Promise<object> {
    return this.ledger.enterBooks(count.storeId, undefined, async (session) => {
      const left = await this.notPosted(count, ids, session);
      const lines = await this.lines.of(count, left, seen, session);
      const { stock, results } = this.workOut(count, posting, lines);
      const itself = { operations: () => results.map((result) => insert(this.results, result, ONE_RESULT_INDEX)) };
      return { answer: {}, postings: [itself, stock] };
    });
  }

  private workOut(count: StockCount, posting: PostingOfCount, lines: readonly CountLine[]) {
    const context = { at: posting.at, storeId: count.storeId, userId: posting.by, source: count._id.toString() };
    const stock = this.stock.post(context, statesOf(lines.map(({ product }) => product)));
    return { stock, results: lines.map((line) => this.postOne(count, posting, line, stock)) };
  }

  private postOne(
    count: StockCount,
    { reasons }: PostingOfCount,
    line: CountLine,
    stock: StockPosting,
  ): StockCountResult {
    const { product, seen, heldAt, differenceUnits, countedUnits, expectedUnits, superseded } = line;
    const { reason, note } = reasons.find(({ productId }) => productId.equals(product._id)) ?? UNEXPLAINED;
    const seenAt = seen?.last ?? null;
    const details = { reason, note, at: heldAt };
    const before = stock.stateOf(product._id).valueCents;
    if (differenceUnits < 0) stock.takeOut(product._id, baseUnits(-differenceUnits), 'count', details);
    if (differenceUnits > 0) {
      stock.putIn(product._id, differenceUnits, line.differenceCents, 'count', details);
    }
    const differenceCents = cents(stock.stateOf(product._id).valueCents - before);
    return {
      _id: new Types.ObjectId(),
      countId: count._id,
      storeId: count.storeId,
      productId: product._id,
      countedUnits,
      expectedUnits,
      differenceUnits,
      differenceCents,
      seenAt,
      superseded,
      reason,
      note,
    };
  }

  private async notPosted({ _id }: StockCount, ids: readonly Types.ObjectId[], session: ClientSession) {
    const done = await this.results
      .find({ countId: _id, productId: { $in: ids } })
      .session(session)
      .lean();
    const posted = new Set(done.map(({ productId }) => productId.toString()));
    return ids.filter((id) => !posted.has(id.toString()));
  }
}

function entryOfLog({ _id, name, category }: StockCount, { at, unseen, reasons }: PostingOfCount): AuditContent {
  return { action: 'stock.count', subject: _id.toString(), at, after: { name, category, unseen, reasons } };
}

function postingOf(actor: Actor, { unseen, reasons = [] }: PostStockCountDto): PostingOfCount {
  return {
    at: new Date(),
    by: actor.userId,
    unseen,
    reasons: reasons.map(({ productId, reason, note = null }) => ({
      productId: new Types.ObjectId(productId),
      reason,
      note,
    })),
  };
}

const UNEXPLAINED = { reason: 'count', note: null } as const;

function inParts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, part) =>
    all.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}
