import { CatalogueIndex, type Product } from './catalogue-index';
import type { CatalogueAnswers, CatalogueRequest } from './catalogue-messages';
import { FeedReader } from './feed-reader';
import { type Replacement, SavedCatalogue, type SyncPoint } from './saved-catalogue';

/** The catalogue's own thread: reading, indexing and searching 100,000 products must not hold up a scan or a key. */
let index = new CatalogueIndex();
let saved: SavedCatalogue | undefined;
let feed: Feed | undefined;

const PRODUCTS_PER_RECORD = 2000;

async function open(organizationId: string): Promise<CatalogueAnswers['open']> {
  index = new CatalogueIndex();
  // A browser that keeps nothing (a private window) still sells; it loads the catalogue each time.
  saved = await SavedCatalogue.open(organizationId).catch(() => undefined);
  const kept = await saved?.load().catch(() => undefined);
  if (!kept) return { size: 0, point: null };
  index.apply(kept.products);
  return { size: index.size, point: kept.point };
}

/** The whole catalogue or what changed in it, page by page, on its way from the server to the index and the browser's database. */
class Feed {
  private reader = new FeedReader();
  private changed = false;
  /** Of the whole catalogue, what no record holds yet. */
  private unsaved: string[] = [];
  private readonly replacement: Replacement | undefined;

  constructor(private readonly whole: boolean) {
    if (whole) this.replacement = saved?.replace();
  }

  beginPage(): void {
    this.reader = new FeedReader();
    this.changed = false;
  }

  part(bytes: Uint8Array): CatalogueAnswers['part'] {
    const lines = this.reader.read(bytes);
    const changed = index.apply(JSON.parse(`[${lines.join(',')}]`) as Product[]);
    if (changed.length > 0) this.changed = true;
    if (this.whole) this.unsaved.push(...lines);
    else if (changed.length > 0) void saved?.add(changed).catch(() => undefined);
    if (this.unsaved.length >= PRODUCTS_PER_RECORD) this.saveRecord();
    return { size: index.size, total: this.reader.total };
  }

  end(): CatalogueAnswers['end'] {
    const { nextCursor, since, rulesVersion } = this.reader.end();
    const point = { since, rulesVersion };
    if (nextCursor === null) this.saveEnd(point);
    return { size: index.size, changed: this.changed, nextCursor, point };
  }

  private saveRecord(): void {
    this.replacement?.add(this.unsaved);
    this.unsaved = [];
  }

  /** Kept for the next reload; selling does not wait for it. */
  private saveEnd(point: SyncPoint): void {
    if (this.unsaved.length > 0) this.saveRecord();
    const written = this.replacement ? this.replacement.commit(point) : saved?.add([], point);
    void written?.catch(() => undefined);
  }
}

function running(): Feed {
  if (!feed) throw new Error('no answer of the feed has begun');
  return feed;
}

function answer(request: CatalogueRequest): unknown {
  switch (request.kind) {
    case 'open':
      return open(request.organizationId);
    case 'begin':
      if (request.first) feed = new Feed(request.whole);
      return running().beginPage();
    case 'part':
      return running().part(request.bytes);
    case 'end':
      return running().end();
    case 'look_up':
      return index.lookUp(request.code);
    case 'get':
      return request.ids.flatMap((id) => index.get(id) ?? []);
    case 'search':
      return index.search(request.query, request.most);
    case 'values':
      return index.values();
    case 'covered':
      return index.covered(request.selector);
  }
}

self.onmessage = async ({ data }: MessageEvent<{ id: number; request: CatalogueRequest }>) => {
  try {
    self.postMessage({ id: data.id, answer: await answer(data.request) });
  } catch (error) {
    self.postMessage({ id: data.id, error: error instanceof Error ? error.message : String(error) });
  }
};
