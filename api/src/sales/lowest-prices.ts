import { type Cents, cents } from '@liquor-pos/domain/money/money';
import { BLIND_RETURN_DAYS, onePackOf, type PackLine } from '@liquor-pos/domain/returns/without-receipt';
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
  unitsPerPack: number;
}

/** The least that goods were sold for. */
export interface LowestPrice {
  /** A pack of this kind, as a line; undefined where none was sold. */
  pack: PackLine | undefined;
  /** What as many bottles were charged in packs of another kind, before taxes and deposits are added, rounded down. */
  inOtherPacksCents: Cents | undefined;
}

/** What packs were sold for of late, in any of the stores: a bottle that is brought back may come from each, and out of a case. */
@Injectable()
export class LowestPrices {
  constructor(@InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>) {}

  /** For each the least of 30 days. One round trip. */
  async of(packs: readonly PackOf[], { timezone, dayStartHour }: Store): Promise<LowestPrice[]> {
    const from = businessDate(new Date(Date.now() - BLIND_RETURN_DAYS * DAY_MS), timezone, dayStartHour);
    const productIds = packs.map(({ productId }) => productId);
    const lowest = await this.sales.aggregate<{ line: SaleLine }>([
      { $match: { businessDate: { $gte: from }, kind: 'sale', voided: null, 'lines.productId': { $in: productIds } } },
      { $project: { lines: 1 } },
      { $unwind: '$lines' },
      { $match: { 'lines.productId': { $in: productIds } } },
      { $set: { packCents: { $divide: ['$lines.totalCents', '$lines.quantity'] } } },
      { $sort: { packCents: 1 } },
      // A pack may have held another number of bottles when it was sold.
      {
        $group: {
          _id: { productId: '$lines.productId', packId: '$lines.packId', units: '$lines.unitsPerPack' },
          line: { $first: '$lines' },
        },
      },
    ]);
    return packs.map(({ productId, packId, unitsPerPack }) => {
      const ofProduct = lowest.flatMap(({ line }) => (line.productId.equals(productId) ? [line] : []));
      const same = ofProduct.find((line) => line.packId === packId && line.unitsPerPack === unitsPerPack);
      const others = ofProduct.filter((line) => line !== same);
      const inOtherPacks = others.map(({ grossCents, discountCents, units }) =>
        Math.floor(((grossCents - discountCents) * unitsPerPack) / units),
      );
      return {
        pack: same && onePackOf({ ...same, productId: productId.toString() }),
        inOtherPacksCents: inOtherPacks.length > 0 ? cents(Math.min(...inOtherPacks)) : undefined,
      };
    });
  }
}

const DAY_MS = 24 * 60 * 60_000;
