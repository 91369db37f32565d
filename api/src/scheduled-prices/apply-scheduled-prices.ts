import type { ClientSession } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Job } from '../jobs/job';
import { inTransaction } from '../mongo/transaction';
import { Product } from '../products/product.schema';
import { contentOfDocument, indexed, type ProductContent, replacement } from '../products/product-mapping';
import { ScheduledPrice } from './scheduled-price.schema';

/** A price holds within a minute of its time. */
const EVERY_MS = 40_000;

/** Gives packs the prices whose time has come, in their order, each with its product in one transaction. */
export const applyScheduledPrices: Job = {
  name: 'apply-scheduled-prices',
  scope: 'tenant',
  everyMs: EVERY_MS,
  async run({ connection, signal }) {
    while (!signal.aborted && (await inTransaction(connection, (session) => applyNext(connection, session)))) {
      // One after the other: of two for one pack the later one stands.
    }
  },
};

/** @returns false when none is due */
async function applyNext(connection: Connection, session: ClientSession): Promise<boolean> {
  const scheduled = connection.model<ScheduledPrice>(ScheduledPrice.name);
  const due = await scheduled
    .findOneAndDelete({ startsAt: { $lte: new Date() } }, { session })
    .sort({ startsAt: 1, _id: 1 })
    .lean();
  if (!due) return false;
  const products = connection.model<Product>(Product.name);
  const product = await products.findById(due.productId).session(session).lean();
  // A pack that is gone by then has no price to change.
  if (!product?.packs.some(({ id }) => id === due.packId)) return true;
  const { priceCents, packId } = due;
  const packs = product.packs.map((pack) => (pack.id === packId ? { ...pack, priceCents } : pack));
  const content = indexed({ ...contentOfDocument(product), packs } as ProductContent);
  const by = { userId: due.userId, name: due.userName };
  await products.updateOne({ _id: product._id }, replacement(product, content, by), { session });
  return true;
}
