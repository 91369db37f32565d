import { BLIND_RETURN_DAYS, onePackOf } from '@liquor-pos/domain/returns/without-receipt';
import { businessDate } from '@liquor-pos/domain/time/business-date';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { Sale, type SaleLine } from '../ledger/documents/sale.schema';
import type { Store } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';

/** A pack of a product. */
interface PackOf {
  productId: Types.ObjectId;
  packId: string;
}

/** What packs were sold for of late, in any of the stores: a bottle that is brought back may come from each. */
@Injectable()
export class LowestPrices {
  constructor(@InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>) {}

  /** For each the least that one pack was charged in 30 days, as a line; undefined where none was sold. One round trip. */
  async of(packs: readonly PackOf[], { timezone, dayStartHour }: Store) {
    const from = businessDate(new Date(Date.now() - BLIND_RETURN_DAYS * DAY_MS), timezone, dayStartHour);
    const productIds = packs.map(({ productId }) => productId);
    const lowest = await this.sales.aggregate<{ _id: PackOf; line: SaleLine }>([
      { $match: { businessDate: { $gte: from }, kind: 'sale', voided: null, 'lines.productId': { $in: productIds } } },
      { $project: { lines: 1 } },
      { $unwind: '$lines' },
      { $match: { 'lines.productId': { $in: productIds } } },
      { $set: { packCents: { $divide: ['$lines.totalCents', '$lines.quantity'] } } },
      { $sort: { packCents: 1 } },
      { $group: { _id: { productId: '$lines.productId', packId: '$lines.packId' }, line: { $first: '$lines' } } },
    ]);
    return packs.map(({ productId, packId }) => {
      const found = lowest.find(({ _id }) => _id.productId.equals(productId) && _id.packId === packId);
      return found && onePackOf({ ...found.line, productId: productId.toString() });
    });
  }
}

const DAY_MS = 24 * 60 * 60_000;
