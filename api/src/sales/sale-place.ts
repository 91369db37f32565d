import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import { notFound } from '../common/domain-error';
import { Shift } from '../shifts/shift.schema';
import { OrganizationProfile } from '../stores/organization-profile.schema';
import { Register } from '../stores/register.schema';
import { Store } from '../stores/store.schema';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { Sale } from './sale.schema';

/** Everything about where a sale happens, and the sale itself if it was made before. */
export interface SalePlace {
  register: Register;
  store: Store;
  /** The drawer's open shift; null before the first sale. */
  shift: Shift | null;
  sale: Sale | null;
  /** The version of the pricing rules that hold. */
  rulesVersion: number;
}

type RegisterWithJoins = Register & {
  stores: Store[];
  shifts: Shift[];
  sales: Sale[];
  profiles: Pick<OrganizationProfile, 'rulesVersion'>[];
};

@Injectable()
export class SalePlaces {
  constructor(
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    private readonly current: CurrentTenant,
  ) {}

  /** One round trip. */
  async read(registerId: Types.ObjectId, saleId: string, session: ClientSession): Promise<SalePlace> {
    const [found] = await this.registers
      .aggregate<RegisterWithJoins>([
        { $match: { _id: registerId } },
        { $set: { saleId, organizationId: new Types.ObjectId(this.current.id) } },
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
        {
          $lookup: {
            from: this.profiles.collection.collectionName,
            localField: 'organizationId',
            foreignField: '_id',
            as: 'profiles',
          },
        },
      ])
      .session(session);
    const store = found?.stores[0];
    if (!found || !store) throw notFound('register', 'registerId');
    const { stores, shifts, sales, profiles, ...register } = found;
    const rulesVersion = profiles[0]?.rulesVersion ?? 0;
    return { register, store, shift: shifts[0] ?? null, sale: sales[0] ?? null, rulesVersion };
  }
}
