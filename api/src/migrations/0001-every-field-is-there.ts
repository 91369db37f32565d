import type { Db, Document } from 'mongodb';
import type { Migration } from '../tenancy/tenant-migrations';

/** The value a field has where an older version did not keep it. */
const unlessKept = (field: string, value: unknown) => ({ [field]: { $ifNull: [`$${field}`, value] } });

const STORE = {
  ...unlessKept('taxRounding', 'line'),
  ...unlessKept('cashRounding', { toCents: 1, mode: 'nearest' }),
  ...unlessKept('returns', { days: { $literal: null }, alcohol: 'allowed', disposition: 'to_stock' }),
  ...unlessKept('limits', { emptiesPerSale: 120, emptiesPerDay: 240, changeCents: { $literal: null } }),
  ...unlessKept('quickKeys', []),
};

const PRODUCT = {
  ...unlessKept('tags', []),
  ...unlessKept('containerClass', null),
  ...unlessKept('depositCents', 0),
};

const LINE = {
  includedTaxCents: 0,
  discounts: [],
  deposits: [],
  taxes: [],
  returnedQuantity: 0,
};

const NOTHING_REFUNDED = {
  cardCents: 0,
  cashExactCents: 0,
  cashPaidCents: 0,
  cardInCashExactCents: 0,
  cardInCashPaidCents: 0,
};

const REFUNDED = { $mergeObjects: [NOTHING_REFUNDED, '$refunded'] };

const SALE = {
  ...unlessKept('voids', null),
  ...unlessKept('returnOf', null),
  ...unlessKept('empties', []),
  ...unlessKept('roundingCents', 0),
  ...unlessKept('rulesVersion', 0),
  ...unlessKept('customer', null),
  ...unlessKept('ageCheck', null),
  ...unlessKept('reason', null),
  ...unlessKept('voided', null),
  refunded: REFUNDED,
  lines: { $map: { input: '$lines', as: 'line', in: { $mergeObjects: [LINE, '$$line'] } } },
  // A sale is undone once, whatever it was asked for with.
  requestHash: { $cond: [{ $eq: ['$kind', 'void'] }, '$voids', '$requestHash'] },
};

/** How cash is rounded was once not kept with the sale; the store's way is what its returns went by. */
async function keepRoundingOf(database: Db): Promise<void> {
  const stores = await database.collection('stores').find().project<Document>({ cashRounding: 1 }).toArray();
  for (const { _id: storeId, cashRounding } of stores) {
    await database
      .collection('sales')
      .updateMany({ storeId, cashRounding: { $exists: false } }, { $set: { cashRounding } });
  }
}

/**
 * What came back of a sale was once kept of its cash alone, and of what went back to a card only how many packs it was: its returns tell
 * the whole, and what cash does not account for went to the card.
 */
async function keepWhatCameBack(database: Db): Promise<void> {
  const sales = database.collection<{ _id: string; cashReturns?: { exactCents: number; paidCents: number } }>('sales');
  const returns = sales.aggregate<{ _id: string; cameBackCents: number }>([
    { $match: { kind: 'return' } },
    { $group: { _id: '$returnOf', cameBackCents: { $sum: { $multiply: [-1, '$totals.totalCents'] } } } },
  ]);
  for await (const { _id, cameBackCents } of returns) {
    const sale = await sales.findOne({ _id, refunded: { $exists: false } });
    if (!sale) continue;
    const { exactCents = 0, paidCents = 0 } = sale.cashReturns ?? {};
    const cashExactCents = exactCents === 0 ? 0 : -exactCents;
    const refunded = {
      ...NOTHING_REFUNDED,
      cardCents: Math.max(cameBackCents - cashExactCents, 0),
      cashExactCents,
      cashPaidCents: paidCents === 0 ? 0 : -paidCents,
    };
    await sales.updateOne({ _id }, { $set: { refunded } });
  }
}

/** Fills in what versions before the numbering left out of their documents, so that nothing has to ask what is missing. */
export const everyFieldIsThere: Migration = {
  number: 1,
  name: 'every field is there',
  async prepare(database) {
    await database.collection('stores').updateMany({}, [{ $set: STORE }]);
    await database.collection('products').updateMany({}, [{ $set: PRODUCT }]);
    await database.collection('registers').updateMany({ empties: { $exists: false } }, { $set: { empties: null } });
    await database.collection('pricing_rules').updateMany({ preset: { $exists: false } }, { $set: { preset: null } });
    await database
      .collection('organization')
      .updateMany({}, [{ $set: { ...unlessKept('rulesVersion', 0), ...unlessKept('adminChanges', 0) } }]);
    await keepRoundingOf(database);
    await keepWhatCameBack(database);
    await database.collection('sales').updateMany({}, [{ $set: SALE }, { $unset: 'cashReturns' }]);
  },
};
