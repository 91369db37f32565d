import type { Db, Document } from 'mongodb';
import type { Migration } from '../tenancy/tenant-migrations';
import { dropIndexes } from './drop-indexes';

/** Their lists are short or sorted by `_id`, which is as old as its document; a cluster of thousands of tenants has too many indexes as it is. */
const RETIRED: readonly [collection: string, index: string][] = [
  ['shifts', 'open_register'],
  ['stock_counts', 'started_at'],
  ['receivings', 'at'],
  ['pricing_rules', 'kind'],
  ['idempotency_keys', 'expires_at'],
];

/** Each register's shifts are counted in the order in which they were opened, and their ids are texts as their callers' are. */
async function renewShifts(database: Db): Promise<void> {
  const shifts = database.collection('shifts');
  const old = await shifts
    .find({ _id: { $type: 'objectId' } })
    .sort({ openedAt: 1 })
    .toArray();
  const stores = new Map((await database.collection('stores').find().toArray()).map((one) => [String(one._id), one]));
  const users = new Map((await database.collection('users').find().toArray()).map((one) => [String(one._id), one]));
  for (const shift of old) {
    const renewed = { ...shift, ...NEW, ...(await aboutOf(database, shift, stores, users)), _id: String(shift._id) };
    // Both may be there where this was interrupted in between.
    await shifts.replaceOne({ _id: renewed._id as never }, renewed, { upsert: true });
    await shifts.deleteOne({ _id: shift._id });
  }
}

const NEW = {
  automatic: true,
  openingCents: 0,
  openingCount: null,
  openingDifferenceCents: null,
  requestHash: null,
  closedBy: null,
  movements: [],
  refusedCounts: 0,
  close: null,
  z: null,
  addenda: [],
};

async function aboutOf(
  database: Db,
  shift: Document,
  stores: Map<string, Document>,
  users: Map<string, Document>,
): Promise<Document> {
  const id = String(shift['_id']);
  const before = await database.collection('shifts').countDocuments({
    registerId: shift['registerId'],
    _id: { $type: 'string', $ne: id as never },
    openedAt: { $lte: shift['openedAt'] },
  });
  const timeZone = stores.get(String(shift['storeId']))?.['timezone'] ?? 'UTC';
  const first = await database.collection('sales').findOne({ shiftId: { $in: [shift['_id'], id] } });
  return {
    number: before + 1,
    businessDate: first?.['businessDate'] ?? dayIn(timeZone, shift['openedAt']),
    openedByName: users.get(String(shift['openedBy']))?.['name'] ?? '',
    totals: { ...shift['totals'], movedCents: shift['totals'].movedCents ?? 0 },
  };
}

/** A register names its newest shift. */
async function nameLatest(database: Db): Promise<void> {
  const registers = database.collection('registers');
  for (const { _id } of await registers.find({ latestShiftId: { $exists: false } }).toArray()) {
    const latest = await database.collection('shifts').findOne({ registerId: _id }, { sort: { number: -1 } });
    await registers.updateOne({ _id }, { $set: { latestShiftId: latest ? String(latest._id) : null } });
  }
}

function dayIn(timeZone: string, at: Date | undefined): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** A drawer is opened and closed by hand where a store wants it, and what needs a manager can be allowed at the till. */
export const aShiftIsOpenedAndClosed: Migration = {
  number: 7,
  name: 'a shift is opened and closed',
  async prepare(database) {
    await dropIndexes(database, RETIRED);
    await renewShifts(database);
    await nameLatest(database);
    await database
      .collection('sales')
      .updateMany({ $or: [{ shiftId: { $type: 'objectId' } }, { approvals: { $exists: false } }] }, [
        { $set: { shiftId: { $toString: '$shiftId' }, approvals: { $ifNull: ['$approvals', []] } } },
      ]);
    const stores = database.collection('stores');
    await stores.updateMany({ shifts: { $exists: false } }, { $set: { shifts: 'automatic' } });
    await stores.updateMany(
      { drawer: { $exists: false } },
      { $set: { drawer: { blind: false, reasonOverCents: 100, approvalOverCents: 2000 } } },
    );
    await database
      .collection('organization')
      .updateMany({ auditHead: { $exists: false } }, { $set: { auditHead: null } });
    await stores.updateMany({ lockAfterMinutes: { $exists: false } }, { $set: { lockAfterMinutes: null } });
    await stores.updateMany(
      { cashierDiscountMillionths: { $exists: false } },
      { $set: { cashierDiscountMillionths: 0 } },
    );
    const users = database.collection('users');
    await users.updateMany(
      { pinHash: { $exists: false } },
      { $set: { pinHash: null, pinTries: [], clockedInAt: null } },
    );
  },
};
