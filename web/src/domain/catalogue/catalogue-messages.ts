import type { Selector } from '@liquor-pos/domain/pricing/rules';
import type { Covered, Match, Product, Sorting } from './catalogue-index';
import type { SyncPoint } from './saved-catalogue';

/** What the page asks its worker. The server's answers travel as the bytes they are: only the worker reads them. */
export type CatalogueRequest =
  | { kind: 'open'; organizationId: string }
  /** An answer of the feed begins: `whole` of the whole catalogue, `first` of its pages. */
  | { kind: 'begin'; whole: boolean; first: boolean }
  | { kind: 'part'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'end' }
  | { kind: 'look_up'; code: string }
  | { kind: 'get'; ids: string[] }
  | { kind: 'search'; query: string; most: number }
  | { kind: 'values' }
  | { kind: 'covered'; selector: Selector };

export interface CatalogueAnswers {
  open: { size: number; point: SyncPoint | null };
  begin: undefined;
  part: { size: number; total: number | null };
  end: { size: number; changed: boolean; nextCursor: string | null; point: SyncPoint };
  look_up: Match[];
  get: Product[];
  search: Product[];
  values: Record<Sorting, [value: string, count: number][]>;
  covered: Covered;
}
