import type { Migration } from '../tenancy/tenant-migrations';

/** What comes back pays for what goes out: a drawer's totals have a place for it, where it comes to nothing. */
export const aDrawerKnowsExchanges: Migration = {
  number: 9,
  name: 'a drawer knows exchanges',
  async prepare(database) {
    const nothing = { $set: { 'totals.tenders.exchange': 0 } };
    await database.collection('shifts').updateMany({ 'totals.tenders.exchange': { $exists: false } }, nothing);
  },
};
