import { cashChange } from '@liquor-pos/domain/drawer/drawer-cash';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import type { Actor } from '../../../access/actor';
import { DomainError } from '../../../errors/domain-error';
import { Register } from '../../../store-directory/register.schema';
import { TENANT } from '../../../tenancy/tenant-connection';
import { addUp, type Book, differencesOf } from '../../book';
import { Sale } from '../../documents/sale.schema';
import { AddendumPosting, type DrawerPlace, DrawerPosting, drawerChange } from './drawer-posting';
import { type DrawerTotals, Shift } from './shift.schema';

/** What is entered, as far as a drawer is concerned. */
export type EntryAtDrawer = Pick<Sale, '_id' | 'kind' | 'at' | 'tenders' | 'changeCents' | 'flags' | 'totals'>;

/**
 * What is in each drawer since its shift was opened: always the sum of what the shift's sales, voids, returns and movements left there.
 * What was counted when it was closed is beside it, and changes nothing of it.
 */
@Injectable()
export class DrawerBook implements Book {
  constructor(
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
  ) {}

  /** @throws DomainError `no_open_shift` where the store wants one opened by hand */
  async post(
    actor: Actor,
    place: DrawerPlace,
    entry: EntryAtDrawer & { receiptNumber: string },
    { session, now }: { session: ClientSession; now: Date },
  ): Promise<DrawerPosting | AddendumPosting> {
    const change = drawerChange(entry);
    // Somebody's leave to date a sale back puts no money into a drawer that was counted.
    const missed = actor.lent.size === 0 ? await this.missedBy(entry, place, session) : null;
    if (missed) {
      const { _id: saleId, receiptNumber, at, totals } = entry;
      const about = { saleId, receiptNumber, at, enteredAt: now, totalCents: totals.totalCents };
      return new AddendumPosting(this.shifts, missed, change, about);
    }
    const open = place.latest?.closedAt === null;
    if (!open && place.store.shifts === 'required' && actor.kind === 'user') throw noOpenShift();
    return new DrawerPosting(
      { shifts: this.shifts, registers: this.registers },
      place,
      { at: now, userId: actor.userId, userName: actor.name },
      change,
    );
  }

  /** The closed shift whose drawer a sale without a connection went into: it was counted with that money, before the sale came in. */
  private async missedBy(
    { kind, at, flags }: EntryAtDrawer,
    { latest, registerId }: DrawerPlace,
    session: ClientSession,
  ): Promise<Shift | null> {
    const isOfNow = !latest || (latest.closedAt === null && at >= latest.openedAt);
    if (kind !== 'sale' || !flags.includes('offline') || isOfNow) return null;
    return this.shifts
      .findOne({ registerId, openedAt: { $lte: at }, closedAt: { $gte: at } })
      .sort({ openedAt: -1, _id: -1 })
      .session(session)
      .lean();
  }

  async differences(session: ClientSession): Promise<string[]> {
    const sums = new Map<string, Record<string, number>>();
    const cursor = this.sales
      .find()
      .select({ kind: 1, shiftId: 1, tenders: 1, changeCents: 1 })
      .session(session)
      .lean()
      .cursor();
    for await (const entry of cursor) addUp(sums, entry.shiftId, flat(drawerChange(entry)));
    const kept = new Map<string, Record<string, number>>();
    const faults: string[] = [];
    let last: Pick<Shift, 'registerId' | 'number' | 'closedAt'> | undefined;
    const latest = new Map<string, string>();
    const shifts = this.shifts.find().sort({ registerId: 1, number: 1 }).session(session).lean().cursor();
    for await (const shift of shifts) {
      const { _id, registerId, number, totals, movements } = shift;
      kept.set(_id, flat(totals));
      addUp(sums, _id, { movedCents: movements.reduce((sum, one) => sum + cashChange(one), 0) });
      const before = last?.registerId.equals(registerId) ? last : undefined;
      if (number !== (before?.number ?? 0) + 1 || before?.closedAt === null) {
        faults.push(`register ${registerId}: shift ${number} does not follow a closed one`);
      }
      latest.set(registerId.toString(), _id);
      last = shift;
    }
    for (const { _id, latestShiftId } of await this.registers
      .find()
      .select({ latestShiftId: 1 })
      .session(session)
      .lean()) {
      const newest = latest.get(_id.toString()) ?? null;
      if (latestShiftId !== newest)
        faults.push(`register ${_id}: its newest shift is ${newest}, it names ${latestShiftId}`);
    }
    return [...faults, ...differencesOf('shift', sums, kept)];
  }
}

function noOpenShift(): DomainError {
  return new DomainError('no_open_shift', 'Open a shift first: this store counts its drawers before the first sale.');
}

function flat({ tenders, ...counts }: DrawerTotals): Record<string, number> {
  return { ...counts, ...tenders };
}
