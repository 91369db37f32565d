import type { Migration } from '../tenancy/tenant-migrations';

/** Offers may be limited over all sales, and sales say what they use up of that; those there are not, and use up nothing. */
export const whatIsLimitedIsCounted: Migration = {
  number: 15,
  name: 'what is limited is counted',
  async prepare(database) {
    const unlimited = { reimbursed: false, paidWith: null, maxUses: null, maxUsesPerCustomer: null, budgetCents: null };
    await database
      .collection('pricing_rules')
      .updateMany({ kind: 'promotions', 'content.maxUses': { $exists: false } }, [
        { $set: { content: { $mergeObjects: [unlimited, '$content'] } } },
      ]);
    const sales = database.collection('sales');
    await sales.updateMany({ counted: { $exists: false } }, { $set: { counted: [] } });
    await sales.updateMany({ 'lines.discounts': { $elemMatch: { reimbursed: { $exists: false } } } }, [
      {
        $set: {
          lines: {
            $map: {
              input: '$lines',
              as: 'line',
              in: {
                $mergeObjects: [
                  '$$line',
                  {
                    discounts: {
                      $map: { input: '$$line.discounts', in: { $mergeObjects: [{ reimbursed: false }, '$$this'] } },
                    },
                  },
                ],
              },
            },
          },
        },
      },
    ]);
    await sales.updateMany({ customer: { $ne: null }, 'customer.reference': { $exists: false } }, [
      { $set: { 'customer.reference': null } },
    ]);
  },
};
