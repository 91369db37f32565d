import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Product } from './catalogue-index';

/** Where the catalogue stands, as the server told it. */
export interface SyncPoint {
  since: string;
  rulesVersion: number;
}

interface Saved extends DBSchema {
  /** Thousands of products to a record, as the JSON the server sent: writing them as objects would hold up a scan meanwhile. */
  chunks: { key: [writing: number, place: number]; value: string };
  /** What changed since the chunks were written. */
  changes: { key: string; value: Product };
  point: { key: 'point'; value: SyncPoint & { writing: number; chunks: number } };
}

/** The shape of what is saved; another one begins anew. */
const VERSION = 2;

/** The catalogue in the browser's own database, so that a reload needs no network. One for each organization, shared by its tabs. */
export class SavedCatalogue {
  private constructor(private readonly db: IDBPDatabase<Saved>) {}

  /** @throws where the browser keeps nothing, or another tab holds an older shape */
  static open(organizationId: string): Promise<SavedCatalogue> {
    return new Promise((resolve, reject) => {
      openDB<Saved>(`catalogue.${organizationId}`, VERSION, {
        upgrade(database) {
          for (const name of [...database.objectStoreNames]) database.deleteObjectStore(name);
          database.createObjectStore('chunks');
          database.createObjectStore('changes', { keyPath: 'id' });
          database.createObjectStore('point');
        },
        blocked: () => reject(new Error('another tab holds an older catalogue')),
        blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
      }).then((database) => resolve(new SavedCatalogue(database)), reject);
    });
  }

  async load(): Promise<{ products: Product[]; point: SyncPoint } | undefined> {
    const transaction = this.db.transaction(['chunks', 'changes', 'point']);
    const point = await transaction.objectStore('point').get('point');
    if (!point) return undefined;
    const [chunks, changes] = await Promise.all([
      transaction.objectStore('chunks').getAll(ofWriting(point.writing)),
      transaction.objectStore('changes').getAll(),
    ]);
    // Another tab that saved at the same time may have cleared some of this writing's away.
    if (chunks.length !== point.chunks) return undefined;
    const products = chunks.flatMap((chunk) => JSON.parse(chunk) as Product[]);
    return { products: [...products, ...changes], point: { since: point.since, rulesVersion: point.rulesVersion } };
  }

  /** Begins to write the whole catalogue anew; what was there before stays until the new one is complete. */
  replace(): Replacement {
    return new Replacement(this.db);
  }

  /** @param point where the catalogue stands with these; left out while more of the same answer will follow */
  async add(changes: readonly Product[], point?: SyncPoint): Promise<void> {
    const transaction = this.db.transaction(['changes', 'point'], 'readwrite');
    for (const product of changes) void transaction.objectStore('changes').put(product);
    const points = transaction.objectStore('point');
    const before = point && (await points.get('point'));
    if (before) void points.put({ ...before, ...point }, 'point');
    await transaction.done;
  }
}

/** A catalogue on its way into the browser's database. */
export class Replacement {
  /** Sets it apart from any other writing, another tab's included. */
  private readonly writing = Date.now() + Math.random();
  private readonly written: Promise<unknown>[] = [];

  constructor(private readonly db: IDBPDatabase<Saved>) {}

  /** @param products JSON of each */
  add(products: readonly string[]): void {
    const put = this.db.put('chunks', `[${products.join(',')}]`, [this.writing, this.written.length]);
    // Told by `commit`.
    put.catch(() => undefined);
    this.written.push(put);
  }

  async commit(point: SyncPoint): Promise<void> {
    await Promise.all(this.written);
    const transaction = this.db.transaction(['chunks', 'changes', 'point'], 'readwrite');
    const chunks = transaction.objectStore('chunks');
    const { lower, upper } = ofWriting(this.writing);
    void chunks.delete(IDBKeyRange.upperBound(lower, true));
    void chunks.delete(IDBKeyRange.lowerBound(upper, true));
    void transaction.objectStore('changes').clear();
    const record = { ...point, writing: this.writing, chunks: this.written.length };
    void transaction.objectStore('point').put(record, 'point');
    await transaction.done;
  }
}

function ofWriting(writing: number): IDBKeyRange {
  return IDBKeyRange.bound([writing, 0], [writing, Number.MAX_SAFE_INTEGER]);
}
