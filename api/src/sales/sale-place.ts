import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import { notFound } from '../common/domain-error';
import { Shift } from '../shifts/shift.schema';
import { Register } from '../stores/register.schema';
import { Store } from '../stores/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { Sale } from './sale.schema';

/** Everything about where a sale happens, and the sale itself if it was made before. */
export interface SalePlace {
  register: Register;
  store: Store;
  /** The drawer's open shift; null before the first sale. */
  shift: Shift | null;
  sale: Sale | null;
}

type RegisterWithJoins = Register & { stores: Store[]; shifts: Shift[]; sales: Sale[] };

@Injectable()
export class SalePlaces {
  constructor(
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
  ) {}

  /** One round trip. */
  async read(registerId: Types.ObjectId, saleId: string, session: ClientSession): Promise<SalePlace> {
    const [found] = await this.registers
      .aggregate<RegisterWithJoins>([
        { $match: { _id: registerId } },
        { $set: { saleId } },
        {
          $lookup: {
            from: this.stores.collection.collectionName,
            localField: 'storeId',
            foreignField: '_id',
            as: 'stores',
          },
        },
        {
          $lookup: {
            from: this.shifts.collection.collectionName,
            localField: '_id',
            foreignField: 'registerId',
            pipeline: [{ $match: { closedAt: { $type: 'null' } } }],
            as: 'shifts',
          },
        },
        {
          $lookup: {
            from: this.sales.collection.collectionName,
            localField: 'saleId',
            foreignField: '_id',
            as: 'sales',
          },
        },
      ])
      .session(session);
    const store = found?.stores[0];
    if (!found || !store) throw notFound('register', 'registerId');
    const { stores, shifts, sales, ...register } = found;
    return { register, store, shift: shifts[0] ?? null, sale: sales[0] ?? null };
  }
}
