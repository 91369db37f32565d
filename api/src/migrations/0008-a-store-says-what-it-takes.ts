import type { Migration } from '../tenancy/tenant-migrations';
import { dropIndexes } from './drop-indexes';

/** Numbers are given in transactions that meet at the first store; a cluster of thousands of tenants has too many indexes as it is. */
const RETIRED: readonly [collection: string, index: string][] = [
  ['stores', 'number'],
  ['registers', 'store_number'],
];

const TAKEN = ['cash', 'card', 'gift_card', 'store_credit'];
const NEW_TENDERS = ['check', 'gift_card', 'store_credit', 'other'];

/** A store says what it takes; gift cards are sold, and their totals and drawers have a place for what they bring. */
export const aStoreSaysWhatItTakes: Migration = {
  number: 8,
  name: 'a store says what it takes',
  async prepare(database) {
    await dropIndexes(database, RETIRED);
    await database.collection('stores').updateMany({ tenders: { $exists: false } }, { $set: { tenders: TAKEN } });
    const nothing = Object.fromEntries(NEW_TENDERS.map((tender) => [`totals.tenders.${tender}`, 0]));
    await database.collection('shifts').updateMany({ 'totals.tenders.other': { $exists: false } }, { $set: nothing });
    await database.collection('sales').updateMany({ giftCards: { $exists: false } }, [
      {
        $set: {
          giftCards: [],
          'totals.giftCardCents': 0,
          tenderShares: {
            $map: { input: '$tenderShares', in: { $mergeObjects: ['$$this', { giftCardCents: 0 }] } },
          },
        },
      },
    ]);
  },
};
