import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { changedFields } from '../audit/changed-fields';
import { notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import { PageQueryDto } from '../http/paging.dto';
import { assertNamesChange, withoutUndefined } from '../http/without-undefined';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { Product } from '../products/product.schema';
import { Register } from '../store-directory/register.schema';
import { Store } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type { NewRegisterDto, NewStoreDto, QuickKeysDto, StoreDto, UpdateStoreDto } from './dto/store.dto';

type StoreWithRegisters = Store & { registers: Register[] };

@Injectable()
export class StoresService {
  constructor(
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly idempotency: Idempotency,
    private readonly log: AuditLog,
  ) {}

  async list(actor: Actor, { limit, cursor }: PageQueryDto): Promise<Page<StoreDto>> {
    actor.require('store.read');
    const docs = await this.stores.aggregate<StoreWithRegisters>([
      { $match: afterCursor(cursor, 'number', 'ascending', { value: Number, id: (id) => new Types.ObjectId(id) }) },
      { $sort: { number: 1, _id: 1 } },
      { $limit: limit + 1 },
      this.withRegisters(),
    ]);
    return toPage(docs, limit, ({ number, _id }) => ({ value: number, id: _id.toString() }), toStore);
  }

  async update(actor: Actor, id: string, changes: UpdateStoreDto): Promise<StoreDto> {
    actor.require('settings.write');
    assertNamesChange(changes);
    const _id = objectIdOr(id, () => notFound('store'));
    return this.idempotency.once(undefined, async (session) => {
      const store = await this.stores.findById(_id).session(session).lean();
      if (!store) throw notFound('store');
      await this.stores.updateOne({ _id }, { $set: { ...changes } }, { session });
      const said = changedFields(store, withoutUndefined({ ...changes }));
      await this.log.write(actor, { action: 'store.update', subject: id, ...said }, session);
      return this.find(_id, session);
    });
  }

  /** A store with its first register. */
  create(actor: Actor, { name, timezone }: NewStoreDto, request?: KeyedRequest): Promise<StoreDto> {
    actor.require('settings.write');
    return this.idempotency.once(request, async (session) => {
      // Two who number one at once meet at the first store, and the second takes the next number.
      await this.stores.updateOne({ number: 1 }, { $inc: { registerChanges: 1 } }, { session });
      const last = await this.stores.findOne().sort({ number: -1 }).select({ number: 1 }).session(session).lean();
      const _id = new Types.ObjectId();
      await this.stores.create([{ _id, number: (last?.number ?? 0) + 1, name, timezone }], { session });
      const register = { _id: new Types.ObjectId(), storeId: _id, number: 1, name: 'Register 1' };
      await this.registers.create([register], { session });
      await this.log.write(
        actor,
        { action: 'store.create', subject: _id.toString(), after: { name, timezone } },
        session,
      );
      return this.find(_id, session);
    });
  }

  async addRegister(actor: Actor, id: string, { name }: NewRegisterDto, request?: KeyedRequest): Promise<StoreDto> {
    actor.require('settings.write');
    const storeId = objectIdOr(id, () => notFound('store'));
    return this.idempotency.once(request, async (session) => {
      const { matchedCount } = await this.stores.updateOne(
        { _id: storeId },
        { $inc: { registerChanges: 1 } },
        { session },
      );
      if (matchedCount === 0) throw notFound('store');
      const last = await this.registers.findOne({ storeId }).sort({ number: -1 }).session(session).lean();
      const register = { _id: new Types.ObjectId(), storeId, number: (last?.number ?? 0) + 1, name };
      await this.registers.create([register], { session });
      const subject = register._id.toString();
      await this.log.write(actor, { action: 'register.create', subject, after: { name } }, session);
      return this.find(storeId, session);
    });
  }

  /** @throws DomainError `store_not_found`, `product_not_found`, `pack_not_found` */
  async setQuickKeys(actor: Actor, id: string, { keys }: QuickKeysDto): Promise<StoreDto> {
    actor.require('quick_keys.write');
    const _id = objectIdOr(id, () => notFound('store'));
    await this.find(_id);
    const ids = keys.map(({ productId }) => new Types.ObjectId(productId));
    const products = await this.products
      .find({ _id: { $in: ids } })
      .select({ packs: 1 })
      .lean();
    keys.forEach(({ productId, packId }, index) => {
      const product = products.find((one) => one._id.toString() === productId);
      if (!product) throw notFound('product', `keys.${index}.productId`);
      if (!product.packs.some((pack) => pack.id === packId)) throw notFound('pack', `keys.${index}.packId`);
    });
    await this.stores.updateOne({ _id }, { $set: { quickKeys: keys.map((key) => ({ ...key })) } });
    return this.find(_id);
  }

  /** For services that changed something of it, and asked who may. */
  get(_id: Types.ObjectId): Promise<StoreDto> {
    return this.find(_id);
  }

  private async find(_id: Types.ObjectId, session?: ClientSession): Promise<StoreDto> {
    const [store] = await this.stores
      .aggregate<StoreWithRegisters>([{ $match: { _id } }, this.withRegisters()])
      .session(session ?? null);
    if (!store) throw notFound('store');
    return toStore(store);
  }

  private withRegisters() {
    const from = this.registers.collection.collectionName;
    return { $lookup: { from, localField: '_id', foreignField: 'storeId', as: 'registers' } };
  }
}

function toStore(store: StoreWithRegisters): StoreDto {
  const { _id, number, name, timezone, dayStartHour, negativeStock } = store;
  const registers = store.registers
    .sort((a, b) => a.number - b.number)
    .map(({ _id: id, number: registerNumber, name: registerName, closedAt }) => ({
      id: id.toString(),
      number: registerNumber,
      name: registerName,
      closed: closedAt !== null,
    }));
  const { taxRounding, cashRounding, returns, limits, shifts, drawer, lockAfterMinutes, receipt, quickKeys } = store;
  const { cashierDiscountMillionths, tenders } = store;
  const settings = {
    timezone,
    dayStartHour,
    negativeStock,
    taxRounding,
    cashRounding,
    returns,
    limits,
    shifts,
    drawer,
    lockAfterMinutes,
    cashierDiscountMillionths,
    tenders,
    receipt,
    quickKeys,
  };
  return { id: _id.toString(), number, name, ...settings, registers };
}
