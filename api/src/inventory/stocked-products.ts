import type { Cents } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model, Types } from 'mongoose';
import { averageCost, type StockState } from '../ledger/books/stock/moving-average';
import { StockBalance } from '../ledger/books/stock/stock-balance.schema';
import { stockState } from '../ledger/books/stock/stock-posting';
import type { FilterQuery } from '../mongo/query-types';
import { Product } from '../products/product.schema';
import { TENANT } from '../tenancy/tenant-connection';

/** A product with what one store has of it. */
export type StockedProduct = Product & { balance: StockBalance | null };

@Injectable()
export class StockedProducts {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
  ) {}

  /** Products and their balances in one round trip. */
  async find(filter: FilterQuery, storeId: Types.ObjectId, session?: ClientSession): Promise<StockedProduct[]> {
    const found = await this.products
      .aggregate<Product & { balances: StockBalance[] }>([
        { $match: filter },
        {
          $lookup: {
            from: this.balances.collection.collectionName,
            localField: '_id',
            foreignField: 'productId',
            as: 'balances',
          },
        },
      ])
      .session(session ?? null);
    return found.map(({ balances: all, ...product }) => ({
      ...product,
      balance: all.find((balance) => balance.storeId.equals(storeId)) ?? null,
    }));
  }
}

/** What a unit of each costs the store now: the average of what is there, else the last one, else what the catalogue says. */
export function unitCosts(products: readonly StockedProduct[]): Map<string, Cents> {
  return new Map([...statesOf(products)].map(([id, state]) => [id, averageCost(state)] as const));
}

/** What a posting starts from; a store that never had a product has none of it, at the catalogue's cost. */
export function statesOf(products: readonly StockedProduct[]): Map<string, StockState> {
  return new Map(
    products.map(({ _id, balance, costCents }) => [_id.toString(), stockState(balance, costCents)] as const),
  );
}
