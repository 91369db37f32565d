import { type Cents, cents } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import { type StockedProduct, StockedProducts } from '../inventory/stocked-products';
import { averageCost } from '../ledger/books/stock/moving-average';
import { StockMovement } from '../ledger/books/stock/stock-movement.schema';
import { stockState } from '../ledger/books/stock/stock-posting';
import { TENANT } from '../tenancy/tenant-connection';
import { type Difference, differenceOf, type LaterMovement, type Seen } from './replay';
import { type StockCount, StockCountEntry, StockCountResult } from './stock-count.schema';

/** One product of a count, held against the books. */
export interface CountLine extends Difference {
  product: StockedProduct;
  /** Null where nobody saw it. */
  seen: Seen | null;
  /** When it was seen last; or else when anything was, as the walk ended. */
  heldAt: Date;
  /** What the difference cost, at the average. */
  differenceCents: Cents;
}

/** What was counted, worked out against what the books have at this moment. */
@Injectable()
export class CountLines {
  constructor(
    @InjectModel(StockCountEntry.name, TENANT) private readonly entries: Model<StockCountEntry>,
    @InjectModel(StockCountResult.name, TENANT) private readonly results: Model<StockCountResult>,
    @InjectModel(StockMovement.name, TENANT) private readonly movements: Model<StockMovement>,
    private readonly products: StockedProducts,
  ) {}

  /** Of every product that was seen, by its id. */
  async seen({ _id }: StockCount): Promise<Map<string, Seen>> {
    const sums = await this.entries.aggregate<Seen & { _id: Types.ObjectId }>([
      { $match: { countId: _id } },
      {
        $group: { _id: '$productId', units: { $sum: '$units' }, first: { $min: '$at' }, last: { $max: '$at' } },
      },
    ]);
    return new Map(sums.map(({ _id: productId, ...seen }) => [productId.toString(), seen]));
  }

  /** The ids of products that should have been seen and were not: on sale, of the count's category, and not at nothing in the books. */
  async unseen(count: StockCount, seen: ReadonlyMap<string, Seen>): Promise<Types.ObjectId[]> {
    const filter = { active: true, ...(count.category !== null && { category: count.category }) };
    const all = await this.products.find(filter, count.storeId);
    return all
      .filter(({ _id, balance }) => !seen.has(_id.toString()) && balance && balance.onHand !== 0)
      .map(({ _id }) => _id);
  }

  /**
   * Holds products against the books, all in one state of the database when a session is given. What nobody saw is held against what they
   * had when the walk ended: what was delivered since was not there to be seen, and what went out since was there. Of that nothing is told.
   */
  async of(
    count: StockCount,
    ids: readonly Types.ObjectId[],
    seen: ReadonlyMap<string, Seen>,
    session?: ClientSession,
  ): Promise<CountLine[]> {
    const products = await this.products.find({ _id: { $in: ids } }, count.storeId, session);
    const later = await this.laterMovements(count, ids, session);
    const walkEnded = [...seen.values()].reduce((latest, { last }) => (last > latest ? last : latest), count.startedAt);
    return products.flatMap((product) => {
      const id = product._id.toString();
      const itsSight = seen.get(id) ?? null;
      const state = stockState(product.balance, product.costCents);
      const sight = itsSight ?? { units: 0, first: walkEnded, last: walkEnded };
      const moved = later.get(id) ?? [];
      const difference = differenceOf(sight, state.onHand, moved);
      const wentOut = moved.some(({ at, units, counted }) => !counted && units < 0 && at > walkEnded);
      if (!itsSight && (wentOut || difference.differenceUnits === 0)) return [];
      const differenceCents = cents(difference.differenceUnits * averageCost(state));
      return [{ product, seen: itsSight, heldAt: sight.last, ...difference, differenceCents }];
    });
  }

  /** What moved since the count began, and what other counts saw since: one that found everything in order moved nothing. */
  private async laterMovements(
    { _id: countId, storeId, startedAt }: StockCount,
    ids: readonly Types.ObjectId[],
    session?: ClientSession,
  ): Promise<Map<string, LaterMovement[]>> {
    const found = await this.movements
      .find(
        { productId: { $in: ids }, at: { $gt: startedAt }, storeId },
        { productId: 1, at: 1, units: 1, type: 1, reason: 1 },
      )
      .session(session ?? null)
      .lean();
    const seen = await this.results
      .find(
        { productId: { $in: ids }, seenAt: { $gt: startedAt }, storeId, countId: { $ne: countId } },
        { productId: 1, seenAt: 1 },
      )
      .session(session ?? null)
      .lean();
    const byProduct = new Map<string, LaterMovement[]>();
    for (const { productId, seenAt } of seen) {
      const key = productId.toString();
      byProduct.set(key, [...(byProduct.get(key) ?? []), { at: seenAt ?? startedAt, units: 0, counted: true }]);
    }
    for (const { productId, at, units, type, reason } of found) {
      const key = productId.toString();
      const itsOwn = byProduct.get(key) ?? [];
      itsOwn.push({ at, units, counted: type === 'count' || reason === 'count' });
      byProduct.set(key, itsOwn);
    }
    return byProduct;
  }
}
