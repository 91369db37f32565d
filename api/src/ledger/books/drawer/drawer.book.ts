import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { TENANT } from '../../../tenancy/tenant-connection';
import { type Book, differencesOf } from '../../book';
import { Sale } from '../../documents/sale.schema';
import { type DrawerPlace, DrawerPosting, drawerChange } from './drawer-posting';
import { type DrawerTotals, Shift } from './shift.schema';

/** What is in each drawer since its shift was opened: always the sum of what the shift's sales, voids and returns left there. */
@Injectable()
export class DrawerBook implements Book {
  constructor(
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
  ) {}

  post(
    place: DrawerPlace,
    by: { at: Date; userId: Types.ObjectId },
    entry: Pick<Sale, 'kind' | 'tenders' | 'changeCents'>,
  ): DrawerPosting {
    return new DrawerPosting(this.shifts, place, by, drawerChange(entry));
  }

  async differences(): Promise<string[]> {
    const sums = new Map<string, Record<string, number>>();
    const cursor = this.sales.find().select({ kind: 1, shiftId: 1, tenders: 1, changeCents: 1 }).lean().cursor();
    for await (const entry of cursor) {
      const key = entry.shiftId.toString();
      const sum = sums.get(key) ?? {};
      for (const [name, amount] of Object.entries(flat(drawerChange(entry)))) sum[name] = (sum[name] ?? 0) + amount;
      sums.set(key, sum);
    }
    const kept = await this.shifts.find().lean();
    return differencesOf('shift', sums, new Map(kept.map(({ _id, totals }) => [_id.toString(), flat(totals)])));
  }
}

function flat({ tenders, ...counts }: DrawerTotals): Record<string, number> {
  return { ...counts, ...tenders };
}
