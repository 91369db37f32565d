import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { notFound } from '../common/domain-error';
import { objectIdOr } from '../common/object-id';
import { afterCursor, type Page, toPage } from '../common/paging';
import { PageQueryDto } from '../common/paging.dto';
import { TENANT } from '../tenancy/tenant-connection';
import type { StoreDto, UpdateStoreDto } from './dto/store.dto';
import { Register } from './register.schema';
import { roundingOf, Store } from './store.schema';

type StoreWithRegisters = Store & { registers: Register[] };

@Injectable()
export class StoresService {
  constructor(
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
  ) {}

  async list({ limit, cursor }: PageQueryDto): Promise<Page<StoreDto>> {
    const docs = await this.stores.aggregate<StoreWithRegisters>([
      { $match: afterCursor(cursor, 'number', 'ascending', { value: Number, id: (id) => new Types.ObjectId(id) }) },
      { $sort: { number: 1, _id: 1 } },
      { $limit: limit + 1 },
      this.withRegisters(),
    ]);
    return toPage(docs, limit, ({ number, _id }) => ({ value: number, id: _id.toString() }), toStore);
  }

  async update(id: string, changes: UpdateStoreDto): Promise<StoreDto> {
    const _id = objectIdOr(id, () => notFound('store'));
    await this.stores.updateOne({ _id }, { $set: { ...changes } });
    const [store] = await this.stores.aggregate<StoreWithRegisters>([{ $match: { _id } }, this.withRegisters()]);
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
    .map((register) => ({ id: register._id.toString(), number: register.number, name: register.name }));
  const settings = { timezone, dayStartHour, negativeStock, ...roundingOf(store) };
  return { id: _id.toString(), number, name, ...settings, registers };
}
