import { searchWords } from '@liquor-pos/domain/catalogue/search-words';
import type { AnyBulkWriteOperation, Db, Document } from 'mongodb';
import type { Migration } from '../tenancy/tenant-migrations';

const AT_ONCE = 500;
const NO_RECEIPT_TEXTS = { address: '', taxNumber: '', head: '', foot: '' };

type Known = Document & {
  name: string;
  brand: string | null;
  sku: string;
  vendor: string | null;
  volumeMl: number | null;
};

/**
 * A product is found by its size, a store's receipts have texts of its own, and a line of a sale keeps brand, vendor and size of what was sold: of older ones, as the product has
 * them today.
 */
export const aBottleHasItsSize: Migration = {
  number: 4,
  name: 'a bottle has its size',
  async prepare(database: Db) {
    await database
      .collection('stores')
      .updateMany({ receipt: { $exists: false } }, { $set: { receipt: NO_RECEIPT_TEXTS } });
    const sales = database.collection('sales');
    await sales.updateMany({ 'lines.0': { $exists: true }, 'lines.volumeMl': { $exists: false } }, [
      {
        $set: {
          lines: {
            $map: {
              input: '$lines',
              as: 'line',
              in: { $mergeObjects: [{ brand: null, vendor: null, volumeMl: null }, '$$line'] },
            },
          },
        },
      },
    ]);
    const products = database.collection<Known>('products').find().project<Known>({
      name: 1,
      brand: 1,
      sku: 1,
      vendor: 1,
      volumeMl: 1,
    });
    const found: AnyBulkWriteOperation[] = [];
    const sold: AnyBulkWriteOperation[] = [];
    const write = async () => {
      if (found.length > 0) await database.collection('products').bulkWrite(found.splice(0), { ordered: false });
      if (sold.length > 0) await sales.bulkWrite(sold.splice(0), { ordered: false });
    };
    for await (const { _id, ...product } of products) {
      const { brand, vendor, volumeMl } = product;
      found.push({ updateOne: { filter: { _id }, update: { $set: { searchWords: searchWords(product) } } } });
      sold.push({
        updateMany: {
          filter: { 'lines.productId': _id },
          update: {
            $set: { 'lines.$[line].brand': brand, 'lines.$[line].vendor': vendor, 'lines.$[line].volumeMl': volumeMl },
          },
          arrayFilters: [{ 'line.productId': _id }],
        },
      });
      if (found.length >= AT_ONCE) await write();
    }
    await write();
  },
};
