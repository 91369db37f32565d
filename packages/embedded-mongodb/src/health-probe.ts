import { MongoClient, MongoServerError } from 'mongodb';

/** What a server made of a small write and a small read. */
export type Health = 'well' | 'errors' | 'silent';

/** Asked twice, for a write and a read, before it counts as silent. */
const ANSWER_TIMEOUT_MS = 5_000;

/** Asks one server, over a connection of its own, whether it still does what it is for; a ping is answered by one that does nothing else. */
export class HealthProbe {
  private readonly client: MongoClient;

  constructor(uri: string) {
    this.client = new MongoClient(uri, {
      serverSelectionTimeoutMS: ANSWER_TIMEOUT_MS,
      connectTimeoutMS: ANSWER_TIMEOUT_MS,
      socketTimeoutMS: ANSWER_TIMEOUT_MS,
      retryReads: false,
      retryWrites: false,
      maxPoolSize: 1,
    });
  }

  /** `errors` only when reading fails as well: on a full disk a server that can still be read is better than none. */
  async ask(): Promise<Health> {
    const collection = this.client.db('NewLiqourPOS').collection<{ _id: string; at: Date }>('health');
    try {
      await collection.updateOne({ _id: 'supervisor' }, { $set: { at: new Date() } }, { upsert: true });
      return 'well';
    } catch {
      return collection.findOne({ _id: 'supervisor' }).then(
        () => 'well' as const,
        (error: unknown) => (error instanceof MongoServerError ? 'errors' : 'silent'),
      );
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}
