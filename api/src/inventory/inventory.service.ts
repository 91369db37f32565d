import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type PipelineStage, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import { StockBalance } from '../ledger/books/stock/stock-balance.schema';
import { StockMovement } from '../ledger/books/stock/stock-movement.schema';
import { Product } from '../products/product.schema';
import { productNotFound } from '../products/products.service';
import { matchingAllWords } from '../products/search-words';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { BalanceDto, InventoryQueryDto, MovementDto, MovementQueryDto } from './dto/inventory.dto';
import { toBalance, toMovement } from './inventory-mapping';

type ProductWithBalance = Product & { balance?: StockBalance };

/** What is on hand, and how it came to be. */
@Injectable()
export class InventoryService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
    @InjectModel(StockMovement.name, TENANT) private readonly movements: Model<StockMovement>,
    private readonly stores: StoreDirectory,
  ) {}

  /** Every product on sale with its balance, by name; one that never moved has nothing on hand. */
  async list(
    actor: Actor,
    { limit, cursor, storeId, productId, q, low }: InventoryQueryDto,
  ): Promise<Page<BalanceDto>> {
    actor.require('stock.read');
    const store = await this.stores.store(storeId);
    const after = afterCursor(cursor, 'sortName', 'ascending', { value: String, id: (id) => new Types.ObjectId(id) });
    const wanted = {
      active: true,
      ...(productId !== undefined && { _id: objectIdOr(productId, () => productNotFound('productId')) }),
      ...(low === 'true' && { reorderPoint: { $type: 'number' } }),
      $and: [...matchingAllWords(q ?? ''), after],
    };
    const page: PipelineStage[] = [{ $sort: { sortName: 1, _id: 1 } }, { $limit: limit + 1 }];
    const balance = this.balanceIn(store);
    const docs = await this.products.aggregate<ProductWithBalance>(
      low === 'true'
        ? [{ $match: wanted }, ...balance, { $match: LOW_STOCK }, ...page]
        : [{ $match: wanted }, ...page, ...balance],
    );
    return toPage(
      docs,
      limit,
      ({ sortName, _id }) => ({ value: sortName, id: _id.toString() }),
      (product) => toBalance(product, product.balance),
    );
  }

  /** The movements, latest first. */
  async listMovements(actor: Actor, { limit, cursor, productId }: MovementQueryDto): Promise<Page<MovementDto>> {
    actor.require('stock.read');
    const docs = await this.movements
      .find({
        ...(productId !== undefined && { productId: objectIdOr(productId, () => productNotFound('productId')) }),
        ...afterCursor(cursor, 'at', 'descending', {
          value: (value) => new Date(value),
          id: (id) => new Types.ObjectId(id),
        }),
      })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ at, _id }) => ({ value: at.getTime(), id: _id.toString() }), toMovement);
  }

  private balanceIn(storeId: Types.ObjectId): PipelineStage[] {
    const join = {
      $lookup: {
        from: this.balances.collection.collectionName,
        localField: '_id',
        foreignField: 'productId',
        pipeline: [{ $match: { storeId } }],
        as: 'balance',
      },
    };
    return [join, { $set: { balance: { $first: '$balance' } } }];
  }
}

/** At or below the reorder point; what was never received counts as nothing on hand. */
const LOW_STOCK = {
  $expr: { $lte: [{ $ifNull: ['$balance.onHand', 0] }, '$reorderPoint'] },
};
