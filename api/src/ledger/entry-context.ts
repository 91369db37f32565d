import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { Register } from '../store-directory/register.schema';
import { Store } from '../store-directory/store.schema';
import { registerNotThere } from '../store-directory/store-directory';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { Shift } from './books/drawer/shift.schema';
import { Sale } from './documents/sale.schema';

/** Everything an entry at a register is worked out from, of one state of the database. */
export interface EntryContext {
  register: Register;
  store: Store;
  /** The newest of the drawer's shifts, the only one that may be open; null before the first. */
  latestShift: Shift | null;
  /** The entry itself, where it was made before. */
  entry: Sale | null;
  /** The sale it takes back, where it takes one back. */
  of: Sale | null;
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
export class EntryContexts {
  constructor(
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    private readonly current: CurrentTenant,
  ) {}

  /** One round trip. @param of the id of the sale that the entry takes back */
  async read(
    registerId: Types.ObjectId,
    id: string,
    of: string | undefined,
    session: ClientSession,
  ): Promise<EntryContext> {
    const [found] = await this.registers
      .aggregate<RegisterWithJoins>([
        { $match: { _id: registerId } },
        { $set: { saleIds: of === undefined ? [id] : [id, of], organizationId: new Types.ObjectId(this.current.id) } },
        this.join(this.stores, 'storeId', '_id', 'stores'),
        this.join(this.shifts, 'latestShiftId', '_id', 'shifts'),
        this.join(this.sales, 'saleIds', '_id', 'sales'),
        this.join(this.profiles, 'organizationId', '_id', 'profiles'),
      ])
      .session(session);
    const store = found?.stores[0];
    if (!found || !store) throw registerNotThere();
    const { stores, shifts, sales, profiles, ...register } = found;
    const sale = (wanted: string | undefined) => sales.find(({ _id }) => _id === wanted) ?? null;
    const rulesVersion = profiles[0]?.rulesVersion ?? 0;
    return { register, store, latestShift: shifts[0] ?? null, entry: sale(id), of: sale(of), rulesVersion };
  }

  private join<T>(model: Model<T>, localField: string, foreignField: string, as: string) {
    return { $lookup: { from: model.collection.collectionName, localField, foreignField, as } };
  }
}
