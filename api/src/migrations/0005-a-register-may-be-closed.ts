import type { Migration } from '../tenancy/tenant-migrations';

/** Registers can be closed, products have photos and remember their prices, and shelves are counted, whose collections have indexes of their own. */
export const aRegisterMayBeClosed: Migration = {
  number: 5,
  name: 'a register may be closed',
  async prepare(database) {
    await database.collection('registers').updateMany({ closedAt: { $exists: false } }, { $set: { closedAt: null } });
    await database
      .collection('stores')
      .updateMany({ registerChanges: { $exists: false } }, { $set: { registerChanges: 0 } });
    const products = database.collection('products');
    await products.updateMany({ priceChanges: { $exists: false } }, { $set: { priceChanges: [] } });
    await products.updateMany({ photo: { $exists: false } }, { $set: { photo: null } });
  },
};
