import { cents } from '@liquor-pos/domain/money/money';
import { byTender } from '@liquor-pos/domain/tenders/tender-types';
import { type Model, Types } from 'mongoose';
import { type BulkOperation, insert, update } from '../../../mongo/bulk-write';
import type { Posting } from '../../book';
import type { Sale } from '../../documents/sale.schema';
import { netTenders } from '../../documents/sale-figures';
import { type DrawerTotals, ONE_OPEN_SHIFT_INDEX, type Shift } from './shift.schema';

/** Where a drawer stands, and its open shift; null before the first sale. */
export interface DrawerPlace {
  storeId: Types.ObjectId;
  registerId: Types.ObjectId;
  shift: Shift | null;
}

/** Adds what an entry took and paid out to the open shift of a register's drawer; the first time, opens one. */
export class DrawerPosting implements Posting {
  readonly shiftId: Types.ObjectId;

  constructor(
    private readonly shifts: Model<Shift>,
    private readonly place: DrawerPlace,
    private readonly by: { at: Date; userId: Types.ObjectId },
    private readonly change: DrawerTotals,
  ) {
    this.shiftId = place.shift?._id ?? new Types.ObjectId();
  }

  operations(): BulkOperation[] {
    const { storeId, registerId, shift } = this.place;
    if (shift) return [update(this.shifts, { _id: shift._id, closedAt: null }, { $inc: increments(this.change) })];
    const { at: openedAt, userId: openedBy } = this.by;
    const opened: Shift = {
      _id: this.shiftId,
      storeId,
      registerId,
      openedAt,
      openedBy,
      closedAt: null,
      totals: this.change,
    };
    return [insert(this.shifts, opened, ONE_OPEN_SHIFT_INDEX)];
  }
}

/** A drawer's change from what an entry's tenders left in it. */
export function drawerChange({
  kind,
  tenders,
  changeCents,
}: Pick<Sale, 'kind' | 'tenders' | 'changeCents'>): DrawerTotals {
  const net = byTender();
  for (const { type, amountCents } of netTenders(tenders, changeCents)) net[type] += amountCents;
  return {
    salesCount: kind === 'sale' ? 1 : 0,
    voidsCount: kind === 'void' ? 1 : 0,
    returnsCount: kind === 'return' ? 1 : 0,
    tenders: { cash: cents(net.cash), card: cents(net.card) },
  };
}

/** As flat paths into a shift's totals, nothing for what does not change. */
function increments({ tenders, ...counts }: DrawerTotals): Record<string, number> {
  const amounts = [
    ...Object.entries(counts).map(([name, count]) => [`totals.${name}`, count] as const),
    ...Object.entries(tenders).map(([type, amount]) => [`totals.tenders.${type}`, amount as number] as const),
  ];
  return Object.fromEntries(amounts.filter(([, amount]) => amount !== 0));
}
