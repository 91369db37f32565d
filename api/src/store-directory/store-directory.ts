import { instantOf } from '@liquor-pos/domain/time/business-date';
import { addDays } from '@liquor-pos/domain/time/local-time';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { type DomainError, databaseUnavailable, notFound } from '../errors/domain-error';
import { assertForward } from '../http/day-range';
import { objectIdOr } from '../http/object-id';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { Register } from './register.schema';
import { Store, type StoreClock } from './store.schema';

/** Where a register stands; that never changes. */
export interface RegisterPlace {
  registerId: Types.ObjectId;
  storeId: Types.ObjectId;
}

/**
 * Registers are never deleted and one is always open. A database that does not have one it had, or none at all, was started a moment
 * ago after it had died, and has not come to what it had acknowledged: no till is to hear that its register is gone.
 */
export function registerNotThere(): DomainError {
  return databaseUnavailable('The database is not whole yet. Nothing was made; try again with the same ids.');
}

/** Nothing of this product is older or newer; a calendar knows no instants of days far beyond them. */
const FIRST_DAY = '1900-01-01';
const LAST_DAY = '2199-12-30';

/** Which store and register a request means. Remembers what cannot change, so that a warm sale does not ask again. */
@Injectable()
export class StoreDirectory {
  private readonly places = new Map<string, RegisterPlace>();
  private readonly stores = new Set<string>();
  private zone: string | undefined;
  private defaultPlace: RegisterPlace | undefined;

  constructor(
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    @InjectModel(Store.name, TENANT) private readonly storeModel: Model<Store>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
  ) {}

  /** @throws DomainError `register_not_found` */
  async register(id: string | undefined, path = 'registerId'): Promise<RegisterPlace> {
    if (id === undefined) return this.defaultRegister();
    const known = this.places.get(id);
    if (known) return known;
    const missing = () => notFound('register', path);
    const register = await this.registers.findById(objectIdOr(id, missing)).select({ storeId: 1 }).lean();
    if (!register) throw missing();
    const place = { registerId: register._id, storeId: register.storeId };
    this.places.set(id, place);
    return place;
  }

  /** @throws DomainError `store_not_found` */
  async store(id: string | undefined, path = 'storeId'): Promise<Types.ObjectId> {
    if (id === undefined) return (await this.defaultRegister()).storeId;
    const missing = () => notFound('store', path);
    const storeId = objectIdOr(id, missing);
    if (this.stores.has(id)) return storeId;
    if (!(await this.storeModel.exists({ _id: storeId }))) throw missing();
    this.stores.add(id);
    return storeId;
  }

  /** @throws DomainError `store_not_found` */
  async clockOf(storeId: Types.ObjectId): Promise<StoreClock> {
    const store = await this.storeModel.findById(storeId).select({ timezone: 1, dayStartHour: 1 }).lean();
    if (!store) throw notFound('store');
    return store;
  }

  /**
   * The instants of some business days, as a filter of what was done at registers, each on the clock of its store; what was done at none is on
   * the organization's.
   * @throws DomainError `validation_failed` where the days end before they begin
   */
  async businessDaysOf(from: string, to: string): Promise<{ $or: object[] }> {
    const elsewhere = { registerId: null, at: await this.instantsOf(from, to) };
    const [stores, registers] = await Promise.all([
      this.storeModel.find().select({ timezone: 1, dayStartHour: 1 }).lean(),
      this.registers.find().select({ storeId: 1 }).lean(),
    ]);
    const atStores = stores.map(({ _id, timezone, dayStartHour }) => ({
      registerId: {
        $in: registers.filter(({ storeId }) => storeId.equals(_id)).map((register) => register._id.toString()),
      },
      at: instantsOn({ timezone, dayStartHour }, from, to),
    }));
    return { $or: [elsewhere, ...atStores] };
  }

  /** Store's and register's number of every register there is, as receipts begin with them. */
  async registerNumbers(): Promise<{ store: number; register: number }[]> {
    const [stores, registers] = await Promise.all([
      this.storeModel.find().select({ number: 1 }).lean(),
      this.registers.find().select({ storeId: 1, number: 1 }).lean(),
    ]);
    const numberOf = new Map(stores.map(({ _id, number }) => [_id.toString(), number]));
    return registers.flatMap(({ storeId, number: register }) => {
      const store = numberOf.get(storeId.toString());
      return store === undefined ? [] : [{ store, register }];
    });
  }

  /** The organization's time zone, which is fixed when it is opened. */
  async timezone(): Promise<string> {
    if (!this.zone) {
      const profile = await this.profiles.findOne().select({ timezone: 1 }).lean();
      if (!profile) throw notFound('organization');
      this.zone = profile.timezone;
    }
    return this.zone;
  }

  /**
   * The instants of some days on the organization's clock, as a filter; of all days where none is named.
   * @throws DomainError `validation_failed` where they end before they begin
   */
  async instantsOf(from: string | undefined, to: string | undefined): Promise<{ $gte?: Date; $lt?: Date }> {
    assertForward(from, to);
    return instantsOn({ timezone: await this.timezone(), dayStartHour: 0 }, from, to);
  }

  /** After a register was closed or opened again: the first one may be another now. */
  forgetDefault(): void {
    this.defaultPlace = undefined;
  }

  /** The first open register of the organization's default store; where that is closed, the first of another. */
  private async defaultRegister(): Promise<RegisterPlace> {
    if (!this.defaultPlace) {
      const profile = await this.profiles.findOne().select({ defaultStoreId: 1 }).lean();
      const firstOf = (where: object) =>
        this.registers
          .findOne({ ...where, closedAt: null })
          .sort({ number: 1, _id: 1 })
          .lean();
      const register = (await firstOf({ storeId: profile?.defaultStoreId })) ?? (await firstOf({}));
      if (!register) throw registerNotThere();
      this.defaultPlace = { registerId: register._id, storeId: register.storeId };
    }
    return this.defaultPlace;
  }
}

function instantsOn({ timezone, dayStartHour }: StoreClock, from: string | undefined, to: string | undefined) {
  const within = (day: string) => (day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day);
  return {
    ...(from !== undefined && { $gte: instantOf(within(from), dayStartHour, 0, timezone) }),
    ...(to !== undefined && { $lt: instantOf(addDays(within(to), 1), dayStartHour, 0, timezone) }),
  };
}
