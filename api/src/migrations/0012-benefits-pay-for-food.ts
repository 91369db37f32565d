import type { Migration } from '../tenancy/tenant-migrations';

/** A product says whether benefits may pay for it; sales and drawers have a place for what they paid. */
export const benefitsPayForFood: Migration = {
  number: 12,
  name: 'benefits pay for food',
  async prepare(database) {
    const noFood = { $set: { ebtEligible: false } };
    await database.collection('products').updateMany({ ebtEligible: { $exists: false } }, noFood);
    const nothing = { $set: { 'totals.tenders.ebt': 0 } };
    await database.collection('shifts').updateMany({ 'totals.tenders.ebt': { $exists: false } }, nothing);
    await database.collection('sales').updateMany({ 'refunded.ebtCents': { $exists: false } }, [
      {
        $set: {
          'refunded.ebtCents': 0,
          lines: { $map: { input: '$lines', in: { $mergeObjects: ['$$this', { ebtCents: 0 }] } } },
        },
      },
    ]);
  },
};
