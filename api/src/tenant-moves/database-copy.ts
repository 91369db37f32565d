import {
  type AnyBulkWriteOperation,
  BSON,
  type Db,
  type Document,
  MongoBulkWriteError,
  type MongoClient,
} from 'mongodb';
import { violatedIndex } from '../mongo/transaction';
import { collectionsOf, documentsOf, MARKS, makeCollection } from '../tenant-copies/collections';

const BATCH = 1000;
const HOLDER = 'holder';

export interface CopyProgress {
  /** The collections that are copied whole. */
  copied: string[];
  copying: { collection: string; upTo: string } | null;
}

/**
 * A copy that one mover alone writes to. Who that is stands in the copy itself, and is looked at in the transaction of every batch: one who was held up and
 * no longer is it writes nothing, however late its batch arrives, not even into what has become the tenant since.
 */
export class Copy {
  constructor(
    private readonly client: MongoClient,
    readonly database: Db,
    private readonly holder: string,
  ) {}

  async take(): Promise<void> {
    await this.holders.updateOne({ _id: HOLDER }, { $set: { holder: this.holder } }, { upsert: true });
  }

  /** From now on nobody writes to it as to a copy. */
  async release(): Promise<void> {
    await this.database.dropCollection(MARKS);
  }

  /**
   * Writes each collection's operations in their order, all in one transaction. A value that is unique may still be another document's here, which has given it
   * up in the original: then a later change brings this one again, since what is read of it is newer than what is being repeated. The comparison
   * at the end is what counts.
   * @throws CopyLost where somebody else has taken it
   */
  async apply(operations: ReadonlyMap<string, readonly AnyBulkWriteOperation[]>): Promise<void> {
    let left = operations;
    for (;;) {
      const refused = await this.applyOnce(left);
      if (!refused) return;
      left = new Map(
        [...left].map(([name, all]) => [name, name === refused.name ? all.filter((_, at) => at !== refused.at) : all]),
      );
    }
  }

  /** @returns which of them met another document's unique value; nothing was written then */
  private async applyOnce(
    operations: ReadonlyMap<string, readonly AnyBulkWriteOperation[]>,
  ): Promise<{ name: string; at: number } | undefined> {
    const session = this.client.startSession();
    let name = '';
    try {
      await session.withTransaction(async () => {
        const own = { _id: HOLDER, holder: this.holder };
        const { matchedCount } = await this.holders.updateOne(own, { $inc: { batches: 1 } }, { session });
        if (matchedCount === 0) throw new CopyLost();
        for (const [collection, all] of operations) {
          name = collection;
          if (all.length > 0)
            await this.database.collection(collection).bulkWrite([...all], { ordered: true, session });
        }
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError) || violatedIndex(error) === undefined) throw error;
      const [fault] = [error.writeErrors].flat();
      return { name, at: fault?.index ?? 0 };
    } finally {
      await session.endSession();
    }
  }

  private get holders() {
    return this.database.collection<{ _id: string; holder: string; batches?: number }>(MARKS);
  }
}

export class CopyLost extends Error {
  constructor() {
    super('Another process has taken over this move.');
  }
}

/**
 * Copies a database that is being written to. What changes meanwhile may be copied old, new or not at all; repeating the changes since before the
 * copy began (`ChangeTail`) makes it whole. Goes on where an earlier one ended; `onProgress` is awaited after each batch.
 */
export async function copyDatabase(
  from: Db,
  to: Copy,
  progress: CopyProgress,
  onProgress: (progress: CopyProgress, collection: string, documents: number) => Promise<void>,
): Promise<void> {
  let { copied, copying } = progress;
  for (const shape of await collectionsOf(from)) {
    const { name } = shape;
    if (copied.includes(name)) continue;
    await makeCollection(to.database, shape);
    const after = copying?.collection === name ? BSON.EJSON.parse(copying.upTo, { relaxed: false })._id : undefined;
    let batch: Document[] = [];
    const write = async () => {
      const last = batch.at(-1);
      if (!last) return;
      await to.apply(new Map([[name, batch.map(replacement)]]));
      copying = { collection: name, upTo: BSON.EJSON.stringify({ _id: last['_id'] }, { relaxed: false }) };
      await onProgress({ copied, copying }, name, batch.length);
      batch = [];
    };
    for await (const document of documentsOf(from.collection(name), after)) {
      if (batch.push(document) === BATCH) await write();
    }
    await write();
    [copied, copying] = [[...copied, name], null];
    await onProgress({ copied, copying }, name, 0);
  }
}

export function replacement(document: Document): AnyBulkWriteOperation {
  return { replaceOne: { filter: { _id: document['_id'] }, replacement: document, upsert: true } };
}
