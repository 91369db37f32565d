import type { Migration } from '../tenancy/tenant-migrations';

/** Promotions, taxes and deposits have more to say; those there are say what they have always meant. Sold taxes were no fees. */
export const dealsSayMore: Migration = {
  number: 14,
  name: 'deals say more',
  async prepare(database) {
    const rules = database.collection('pricing_rules');
    const promotion = {
      chained: false,
      order: 10,
      perPack: false,
      identical: false,
      maxDiscountCents: null,
      couponCode: null,
    };
    await rules.updateMany({ kind: 'promotions', 'content.perPack': { $exists: false } }, [
      { $set: { content: { $mergeObjects: [promotion, '$content'] } } },
    ]);
    await rules.updateMany({ kind: 'promotions', 'content.offer.kind': 'tiers' }, [
      {
        $set: {
          'content.offer.tiers': {
            $map: { input: '$content.offer.tiers', in: { $mergeObjects: [{ amountCents: null }, '$$this'] } },
          },
        },
      },
    ]);
    const tax = { selector: {}, group: null, rounding: null, fee: false, onFees: false };
    await rules.updateMany({ kind: 'taxes', 'content.fee': { $exists: false } }, [
      { $set: { content: { $mergeObjects: [{ $literal: tax }, '$content'] } } },
    ]);
    await rules.updateMany({ kind: 'deposits', 'content.per': { $exists: false } }, [
      { $set: { content: { $mergeObjects: [{ per: 'unit', group: null }, '$content'] } } },
    ]);
    await database.collection('sales').updateMany({ 'lines.taxes': { $elemMatch: { fee: { $exists: false } } } }, [
      {
        $set: {
          lines: {
            $map: {
              input: '$lines',
              as: 'line',
              in: {
                $mergeObjects: [
                  '$$line',
                  { taxes: { $map: { input: '$$line.taxes', in: { $mergeObjects: [{ fee: false }, '$$this'] } } } },
                ],
              },
            },
          },
        },
      },
    ]);
  },
};
