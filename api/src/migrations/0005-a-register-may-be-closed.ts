import type { Migration } from '../tenancy/tenant-migrations';

/** Registers can be closed, prices remember what they were, and shelves are counted, whose collections have indexes of their own. */
export const aRegisterMayBeClosed: Migration = {
  number: 5,
  name: 'a register may be closed',
  async prepare(database) {
    await database.collection('registers').updateMany({ closedAt: { $exists: false } }, { $set: { closedAt: null } });
    await database
      .collection('products')
      .updateMany({ priceChanges: { $exists: false } }, { $set: { priceChanges: [] } });
  },
};
