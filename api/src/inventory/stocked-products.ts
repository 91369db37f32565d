import type { ClientSession } from 'mongodb';
import type { Model, Types } from 'mongoose';
import type { FilterQuery } from '../common/query-types';
import type { Product } from '../products/product.schema';
import type { StockBalance } from './stock-balance.schema';

/** A product with what one store has of it. */
export type StockedProduct = Product & { balance: StockBalance | null };

/** Products and their balances in one round trip. */
export async function stockedProducts(
  products: Model<Product>,
  balances: Model<StockBalance>,
  filter: FilterQuery,
  storeId: Types.ObjectId,
  session: ClientSession,
): Promise<StockedProduct[]> {
  const found = await products
    .aggregate<Product & { balances: StockBalance[] }>([
      { $match: filter },
      {
        $lookup: {
          from: balances.collection.collectionName,
          localField: '_id',
          foreignField: 'productId',
          as: 'balances',
        },
      },
    ])
    .session(session);
  return found.map(({ balances: all, ...product }) => ({
    ...product,
    balance: all.find((balance) => balance.storeId.equals(storeId)) ?? null,
  }));
}
