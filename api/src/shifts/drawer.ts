import { cents } from '@liquor-pos/pricing/money';
import type { Model } from 'mongoose';
import { Types } from 'mongoose';
import { type BulkOperation, insert, update } from '../common/bulk-write';
import type { DrawerTotals, Shift } from './shift.schema';

export interface DrawerPlace {
  storeId: Types.ObjectId;
  registerId: Types.ObjectId;
  shift: Shift | null;
}

/** Adds to the open shift of a register's drawer; the first time, opens one. */
export function postToDrawer(
  shifts: Model<Shift>,
  { storeId, registerId, shift }: DrawerPlace,
  by: { at: Date; userId: Types.ObjectId },
  change: DrawerTotals,
): { shiftId: Types.ObjectId; operation: BulkOperation } {
  if (!shift) {
    const opened: Shift = {
      _id: new Types.ObjectId(),
      storeId,
      registerId,
      openedAt: by.at,
      openedBy: by.userId,
      closedAt: null,
      totals: change,
    };
    return { shiftId: opened._id, operation: insert(shifts, opened) };
  }
  const increments = Object.fromEntries(Object.entries(change).map(([name, amount]) => [`totals.${name}`, amount]));
  return { shiftId: shift._id, operation: update(shifts, { _id: shift._id, closedAt: null }, { $inc: increments }) };
}

/** A drawer's change from what its tenders left in it. */
export function drawerChange(
  counts: { sales?: number; voids?: number; returns?: number },
  net: readonly { type: 'cash' | 'card'; amountCents: number }[],
): DrawerTotals {
  const of = (type: 'cash' | 'card') =>
    net.filter((one) => one.type === type).reduce((sum, one) => sum + one.amountCents, 0);
  return {
    salesCount: counts.sales ?? 0,
    voidsCount: counts.voids ?? 0,
    returnsCount: counts.returns ?? 0,
    cashCents: cents(of('cash')),
    cardCents: cents(of('card')),
  };
}
