import type { Match, Product } from './catalogue-index';
import type { SyncPoint } from './saved-catalogue';

/** What the page asks its worker. Pages of the catalogue travel as the bytes the server sent: only the worker reads them. */
export type CatalogueRequest =
  | { kind: 'open'; organizationId: string }
  | { kind: 'page'; bytes: ArrayBuffer; whole: boolean }
  | { kind: 'look_up'; code: string }
  | { kind: 'get'; ids: string[] }
  | { kind: 'search'; query: string; most: number };

export interface CatalogueAnswers {
  open: { size: number; point: SyncPoint | null };
  page: { size: number; changed: boolean; total: number | null; nextCursor: string | null; point: SyncPoint };
  look_up: Match[];
  get: Product[];
  search: Product[];
}
