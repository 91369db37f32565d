import type { Migration } from '../tenancy/tenant-migrations';

/** Age rules may ask how old the seller is, and hours may leave a sale to the store; those there are ask and leave nothing. */
export const rulesKnowWhoSells: Migration = {
  number: 10,
  name: 'rules know who sells',
  async prepare(database) {
    const rules = database.collection('pricing_rules');
    await rules.updateMany(
      { kind: 'ages', 'content.sellerMinimumAge': { $exists: false } },
      { $set: { 'content.sellerMinimumAge': null } },
    );
    await rules.updateMany(
      { kind: 'hours', 'content.byApproval': { $exists: false } },
      { $set: { 'content.byApproval': false } },
    );
  },
};
