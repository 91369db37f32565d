import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import { update } from '../../../mongo/bulk-write';
import { Register } from '../../../store-directory/register.schema';
import type { Store } from '../../../store-directory/store.schema';
import { TENANT } from '../../../tenancy/tenant-connection';
import { type Book, differencesOf, type Posting } from '../../book';
import { Sale } from '../../documents/sale.schema';

/** The receipt numbers each register gave out: one for each sale and return, without gaps. A void goes by its sale's. */
@Injectable()
export class ReceiptsBook implements Book {
  constructor(
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
  ) {}

  /** The next number of a register, and the posting that takes it. */
  next(store: Pick<Store, 'number'>, register: Register): Posting & { receiptNumber: string } {
    return {
      receiptNumber: receiptNumberOf(store.number, register.number, register.receiptCounter + 1),
      operations: () => [update(this.registers, { _id: register._id }, { $inc: { receiptCounter: 1 } })],
    };
  }

  async differences(session: ClientSession): Promise<string[]> {
    const given = await this.sales
      .aggregate<{ _id: object; receipts: number }>([
        { $match: { kind: { $in: ['sale', 'return'] } } },
        { $group: { _id: '$registerId', receipts: { $sum: 1 } } },
      ])
      .session(session);
    const registers = await this.registers.find().session(session).lean();
    return differencesOf(
      'receipts of register',
      new Map(given.map(({ _id, receipts }) => [String(_id), { receipts }])),
      new Map(registers.map(({ _id, receiptCounter }) => [_id.toString(), { receipts: receiptCounter }])),
    );
  }
}

/** `<store>-<register>-<counter>`, the counter filled to six digits so that receipts sort. */
export function receiptNumberOf(store: number, register: number, counter: number): string {
  return `${store}-${register}-${String(counter).padStart(6, '0')}`;
}
