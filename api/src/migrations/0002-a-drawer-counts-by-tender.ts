import type { Migration } from '../tenancy/tenant-migrations';

const amountOf = (tender: string) => ({ $ifNull: [`$totals.tenders.${tender}`, `$totals.${tender}Cents`, 0] });
const countOf = (name: string) => ({ $ifNull: [`$totals.${name}`, 0] });

/** A shift's cash and card had a field each; now its totals have an amount for each tender there is. */
export const aDrawerCountsByTender: Migration = {
  number: 2,
  name: 'a drawer counts by tender',
  async apply(database, session) {
    const totals = {
      salesCount: countOf('salesCount'),
      voidsCount: countOf('voidsCount'),
      returnsCount: countOf('returnsCount'),
      tenders: { cash: amountOf('cash'), card: amountOf('card') },
    };
    await database
      .collection('shifts')
      .updateMany({}, [{ $set: { 'totals.kept': totals } }, { $set: { totals: '$totals.kept' } }], { session });
  },
};
