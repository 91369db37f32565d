import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Product } from './catalogue-index';

/** Where the catalogue stands, as the server told it. */
export interface SyncPoint {
  since: string;
  rulesVersion: number;
}

interface Saved extends DBSchema {
  /** Thousands of products to a record: a record each would take ten times as long to write. */
  chunks: { key: number; value: Product[] };
  /** What changed since the chunks were written. */
  changes: { key: string; value: Product };
  point: { key: 'point'; value: SyncPoint };
}

const CHUNK = 2000;
/** The shape of what is saved; another one begins anew. */
const VERSION = 1;

/** The catalogue in the browser's own database, so that a reload needs no network. One for each organization. */
export class SavedCatalogue {
  private constructor(private readonly db: IDBPDatabase<Saved>) {}

  static async open(organizationId: string): Promise<SavedCatalogue> {
    const db = await openDB<Saved>(`catalogue.${organizationId}`, VERSION, {
      upgrade(database) {
        database.createObjectStore('chunks');
        database.createObjectStore('changes', { keyPath: 'id' });
        database.createObjectStore('point');
      },
    });
    return new SavedCatalogue(db);
  }

  async load(): Promise<{ products: Product[]; point: SyncPoint } | undefined> {
    const point = await this.db.get('point', 'point');
    if (!point) return undefined;
    const [chunks, changes] = await Promise.all([this.db.getAll('chunks'), this.db.getAll('changes')]);
    return { products: [...chunks.flat(), ...changes], point };
  }

  /** The whole catalogue, in one transaction with where it stands: a page closed half-way leaves what was there before. */
  async replace(products: readonly Product[], point: SyncPoint): Promise<void> {
    const transaction = this.db.transaction(['chunks', 'changes', 'point'], 'readwrite');
    void transaction.objectStore('chunks').clear();
    void transaction.objectStore('changes').clear();
    for (let start = 0; start < products.length; start += CHUNK) {
      void transaction.objectStore('chunks').put(products.slice(start, start + CHUNK), start / CHUNK);
    }
    void transaction.objectStore('point').put(point, 'point');
    await transaction.done;
  }

  async add(changes: readonly Product[], point: SyncPoint): Promise<void> {
    const transaction = this.db.transaction(['changes', 'point'], 'readwrite');
    for (const product of changes) void transaction.objectStore('changes').put(product);
    void transaction.objectStore('point').put(point, 'point');
    await transaction.done;
  }
}
