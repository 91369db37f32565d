import { CatalogueIndex, type Product } from './catalogue-index';
import type { CatalogueAnswers, CatalogueRequest } from './catalogue-messages';
import { SavedCatalogue } from './saved-catalogue';

/** The catalogue's own thread: reading, indexing and searching 100,000 products must not hold up a scan or a key. */
let index = new CatalogueIndex();
let saved: SavedCatalogue | undefined;

interface Page {
  items: Product[];
  nextCursor: string | null;
  since: string;
  rulesVersion: number;
  total: number | null;
}

async function open(organizationId: string): Promise<CatalogueAnswers['open']> {
  index = new CatalogueIndex();
  // A browser that keeps nothing (a private window) still sells; it loads the catalogue each time.
  saved = await SavedCatalogue.open(organizationId).catch(() => undefined);
  const kept = await saved?.load().catch(() => undefined);
  if (!kept) return { size: 0, point: null };
  await index.apply(kept.products);
  return { size: index.size, point: kept.point };
}

async function takePage(bytes: ArrayBuffer, whole: boolean): Promise<CatalogueAnswers['page']> {
  const page = JSON.parse(new TextDecoder().decode(bytes)) as Page;
  const changed = await index.apply(page.items);
  const point = { since: page.since, rulesVersion: page.rulesVersion };
  if (page.nextCursor === null) save(whole, page.items, point);
  else if (!whole) void saved?.add(page.items, point).catch(() => undefined);
  return { size: index.size, changed, total: page.total, nextCursor: page.nextCursor, point };
}

/** Kept for the next reload; selling does not wait for it. */
function save(whole: boolean, items: Product[], point: CatalogueAnswers['page']['point']): void {
  const written = whole ? saved?.replace(index.all(), point) : saved?.add(items, point);
  void written?.catch(() => undefined);
}

function answer(request: CatalogueRequest): unknown {
  switch (request.kind) {
    case 'open':
      return open(request.organizationId);
    case 'page':
      return takePage(request.bytes, request.whole);
    case 'look_up':
      return index.lookUp(request.code);
    case 'get':
      return request.ids.flatMap((id) => index.get(id) ?? []);
    case 'search':
      return index.search(request.query, request.most);
  }
}

self.onmessage = async ({ data }: MessageEvent<{ id: number; request: CatalogueRequest }>) => {
  try {
    self.postMessage({ id: data.id, answer: await answer(data.request) });
  } catch (error) {
    self.postMessage({ id: data.id, error: error instanceof Error ? error.message : String(error) });
  }
};
