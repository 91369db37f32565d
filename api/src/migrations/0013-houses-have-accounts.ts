import type { Migration } from '../tenancy/tenant-migrations';

/** Goods are bought on account: balances, sales and drawers have a place for that. */
export const housesHaveAccounts: Migration = {
  number: 13,
  name: 'houses have accounts',
  async prepare(database) {
    const noAccount = { $set: { account: null } };
    await database.collection('stored_value').updateMany({ account: { $exists: false } }, noAccount);
    const nothing = { $set: { 'totals.tenders.house_account': 0 } };
    await database.collection('shifts').updateMany({ 'totals.tenders.house_account': { $exists: false } }, nothing);
    await database.collection('sales').updateMany({ accountPayments: { $exists: false } }, [
      {
        $set: {
          accountPayments: [],
          'totals.accountPaymentCents': 0,
          tenderShares: {
            $map: { input: '$tenderShares', in: { $mergeObjects: ['$$this', { accountPaymentCents: 0 }] } },
          },
        },
      },
    ]);
  },
};
