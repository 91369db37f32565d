import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import { TENANT } from '../../../tenancy/tenant-connection';
import { type Book, differencesOf } from '../../book';
import { Sale } from '../../documents/sale.schema';
import type { StockState } from './moving-average';
import { StockBalance } from './stock-balance.schema';
import { StockMovement } from './stock-movement.schema';
import { type PostingContext, StockPosting } from './stock-posting';

/** What of each product each store has, and what it cost: always the sum of the movements. */
@Injectable()
export class StockBook implements Book {
  constructor(
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
    @InjectModel(StockMovement.name, TENANT) private readonly movements: Model<StockMovement>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
  ) {}

  /** @param states by product id, as they were read in the same transaction; every product that moves must be there */
  post(context: PostingContext, states: Map<string, StockState>): StockPosting {
    return new StockPosting({ movements: this.movements, balances: this.balances }, context, states);
  }

  async differences(session: ClientSession): Promise<string[]> {
    return [...(await this.balancesAgainstMovements(session)), ...(await this.salesAgainstMovements(session))];
  }

  private async balancesAgainstMovements(session: ClientSession): Promise<string[]> {
    const sums = await this.movements
      .aggregate<{
        _id: { storeId: object; productId: object };
        onHand: number;
        valueCents: number;
      }>([
        {
          $group: {
            _id: { storeId: '$storeId', productId: '$productId' },
            onHand: { $sum: '$units' },
            valueCents: { $sum: '$valueCents' },
          },
        },
      ])
      .session(session);
    const key = (storeId: object, productId: object) => `store ${storeId}, product ${productId}`;
    const kept = await this.balances.find().session(session).lean();
    return differencesOf(
      'stock',
      new Map(sums.map(({ _id, ...sum }) => [key(_id.storeId, _id.productId), sum])),
      new Map(
        kept.map(({ storeId, productId, onHand, valueCents }) => [key(storeId, productId), { onHand, valueCents }]),
      ),
    );
  }

  /** What an entry says went out or came back, and at which cost, is what its movements moved. */
  private async salesAgainstMovements(session: ClientSession): Promise<string[]> {
    const sold = await this.sales
      .aggregate<{
        _id: string;
        kind: string;
        units: number;
        costCents: number;
        voids: string | null;
      }>([{ $project: { kind: 1, voids: 1, units: '$totals.units', costCents: '$totals.costCents' } }])
      .session(session);
    const moved = await this.movements
      .aggregate<{
        _id: { source: string; type: string };
        units: number;
        costCents: number;
      }>([
        { $match: { type: { $in: ['sale', 'void', 'return'] } } },
        {
          $group: {
            _id: { source: '$source', type: '$type' },
            units: { $sum: '$units' },
            costCents: { $sum: '$valueCents' },
          },
        },
      ])
      .session(session);
    return differencesOf(
      'stock of',
      new Map(moved.map(({ _id, units, costCents }) => [`${_id.type} ${_id.source}`, { units, costCents }])),
      new Map(
        sold.map(({ _id, kind, voids, units, costCents }) => [
          `${kind} ${voids ?? _id}`,
          { units: -units, costCents: -costCents },
        ]),
      ),
    );
  }
}
