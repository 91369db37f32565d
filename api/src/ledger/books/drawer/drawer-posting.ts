import { cashChange } from '@liquor-pos/domain/drawer/drawer-cash';
import { cents } from '@liquor-pos/domain/money/money';
import { byTender, TENDER_TYPES } from '@liquor-pos/domain/tenders/tender-types';
import { businessDate } from '@liquor-pos/domain/time/business-date';
import { type Model, Types } from 'mongoose';
import { type BulkOperation, insert, update } from '../../../mongo/bulk-write';
import type { Register } from '../../../store-directory/register.schema';
import type { Store } from '../../../store-directory/store.schema';
import type { Posting } from '../../book';
import type { Sale } from '../../documents/sale.schema';
import { netTenders } from '../../documents/sale-figures';
import {
  type CashMovement,
  type DrawerTotals,
  type Shift,
  type ShiftAddendum,
  type TenderAmount,
} from './shift.schema';

export interface DrawerModels {
  shifts: Model<Shift>;
  registers: Model<Register>;
}

/** Where a drawer stands, and the newest of its shifts; null before the first. */
export interface DrawerPlace {
  store: Store;
  registerId: Types.ObjectId;
  latest: Shift | null;
}

/** Who opens a shift, when and with what. */
export interface Opening {
  id: string;
  at: Date;
  userId: Types.ObjectId;
  userName: string;
}

/** What an entry leaves in a drawer. */
type DrawerEntry = Pick<Sale, 'kind' | 'tenders' | 'changeCents'>;

/** The next shift of a register, with nothing in its drawer but what is said. */
export function newShift({ store, registerId, latest }: DrawerPlace, { id, at, userId, userName }: Opening): Shift {
  return {
    _id: id,
    storeId: store._id,
    registerId,
    number: (latest?.number ?? 0) + 1,
    businessDate: businessDate(at, store.timezone, store.dayStartHour),
    openedAt: at,
    openedBy: userId,
    openedByName: userName,
    automatic: true,
    // Nobody counted: what the last close left is there, or is missing at the next count.
    openingCents: latest?.close?.leftCents ?? cents(0),
    openingCount: null,
    openingDifferenceCents: null,
    requestHash: null,
    closedAt: null,
    closedBy: null,
    totals: NOTHING,
    movements: [],
    refusedCounts: 0,
    close: null,
    z: null,
    addenda: [],
  };
}

/** Opens a shift. Its register names it: another process that opens one at the same time conflicts there, and looks again. */
export function opens({ shifts, registers }: DrawerModels, shift: Shift): Posting {
  const named = { $set: { latestShiftId: shift._id } };
  return { operations: () => [insert(shifts, shift), update(registers, { _id: shift.registerId }, named)] };
}

/** Adds what an entry took and paid out to the open shift of a register's drawer; where none is open, opens one. */
export class DrawerPosting implements Posting {
  /** The open one: what is entered next goes there too. */
  readonly shift: Shift;

  constructor(
    private readonly models: DrawerModels,
    private readonly place: DrawerPlace,
    by: Omit<Opening, 'id'>,
    private readonly change: DrawerTotals,
  ) {
    const { latest } = place;
    const opened = () => newShift(place, { ...by, id: new Types.ObjectId().toString() });
    this.shift = latest?.closedAt === null ? latest : { ...opened(), totals: change };
  }

  operations(): BulkOperation[] {
    if (this.shift !== this.place.latest) return opens(this.models, this.shift).operations();
    const open = { _id: this.shift._id, closedAt: null };
    return [update(this.models.shifts, open, { $inc: increments(this.change) })];
  }
}

/** Adds to a shift that was closed before: its Z stays as it is, and has a numbered addendum. */
export class AddendumPosting implements Posting {
  private readonly addendum: ShiftAddendum;

  constructor(
    private readonly shifts: Model<Shift>,
    readonly shift: Shift,
    private readonly change: DrawerTotals,
    about: Omit<ShiftAddendum, 'number' | 'tenders'>,
  ) {
    this.addendum = { ...about, number: shift.addenda.length + 1, tenders: tenderAmounts(change.tenders) };
  }

  operations(): BulkOperation[] {
    const change = { $inc: increments(this.change), $push: { addenda: this.addendum } };
    return [update(this.shifts, { _id: this.shift._id }, change)];
  }
}

/** Puts cash into the open drawer or takes it out, besides sales. */
export function moves(shifts: Model<Shift>, shift: Shift, movement: CashMovement): Posting {
  const change = { $inc: { 'totals.movedCents': cashChange(movement) }, $push: { movements: movement } };
  return { operations: () => [update(shifts, { _id: shift._id, closedAt: null }, change)] };
}

const NOTHING: DrawerTotals = {
  salesCount: 0,
  voidsCount: 0,
  returnsCount: 0,
  tenders: byTender() as DrawerTotals['tenders'],
  movedCents: cents(0),
};

/** A drawer's change from what an entry's tenders left in it. */
export function drawerChange({ kind, tenders, changeCents }: DrawerEntry): DrawerTotals {
  const net = byTender();
  for (const { type, amountCents } of netTenders(tenders, changeCents)) net[type] += amountCents;
  return {
    salesCount: kind === 'sale' ? 1 : 0,
    voidsCount: kind === 'void' ? 1 : 0,
    returnsCount: kind === 'return' ? 1 : 0,
    tenders: net as DrawerTotals['tenders'],
    movedCents: cents(0),
  };
}

/** What is not nothing of each tender, in their order. */
export function tenderAmounts(tenders: DrawerTotals['tenders']): TenderAmount[] {
  return TENDER_TYPES.filter((tender) => tenders[tender] !== 0).map((tender) => ({ tender, cents: tenders[tender] }));
}

/** As flat paths into a shift's totals, nothing for what does not change. */
function increments({ tenders, ...counts }: DrawerTotals): Record<string, number> {
  const amounts = [
    ...Object.entries(counts).map(([name, count]) => [`totals.${name}`, count] as const),
    ...Object.entries(tenders).map(([type, amount]) => [`totals.tenders.${type}`, amount as number] as const),
  ];
  return Object.fromEntries(amounts.filter(([, amount]) => amount !== 0));
}
