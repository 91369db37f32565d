import { ObjectId } from 'mongodb';
import type { Migration } from '../tenancy/tenant-migrations';

/** An opening stock is told from the one before by its figures, which only the key it was begun under knew. */
export const openingStocksKnowTheirFigures: Migration = {
  number: 16,
  name: 'opening stocks know their figures',
  async prepare(database) {
    const counts = database.collection<{ _id: ObjectId }>('stock_counts');
    await counts.updateMany({ figures: { $exists: false } }, { $set: { figures: null } });
    const keys = database.collection<{ _id: string; answer: { id: string } }>('idempotency_keys');
    for await (const { _id, answer } of keys.find({ _id: /^opening-stock:[^:]*:[0-9a-f]{64}$/ })) {
      const figures = _id.slice(_id.lastIndexOf(':') + 1);
      await counts.updateOne({ _id: new ObjectId(answer.id) }, { $set: { figures } });
    }
  },
};
