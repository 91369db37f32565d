import type { Selector } from '@liquor-pos/domain/pricing/rules';
import { apiFetch } from '../../lib/api-client';
import type { CatalogueAnswers, CatalogueRequest } from './catalogue-messages';
import type { SyncPoint } from './saved-catalogue';

export interface CatalogueStatus {
  /** Products that can be sold without asking the server. */
  size: number;
  /** Complete up to the last time the server answered. */
  ready: boolean;
  /** Of the first load, 0 to 1; undefined when nothing is loading. */
  progress: number | undefined;
  /** Grows when products came in, changed or went. */
  revision: number;
  /** Of the pricing rules as the server last told it. */
  rulesVersion: number | undefined;
}

const POLL_MS = 10_000;
/** The most an answer holds: it is read while it arrives, and a page more costs the server a query more. */
const PAGE = 1_000_000;
/** How often the progress of the first load is drawn anew. */
const SHOW_EVERY_MS = 200;
const NO_THREAD = 'the catalogue has no thread';
const EMPTY: CatalogueStatus = { size: 0, ready: false, progress: undefined, revision: 0, rulesVersion: undefined };

/** The till's catalogue: kept in the browser, kept fresh by the server's feed of changes. */
export class Catalogue {
  private readonly worker = new Worker(new URL('./catalogue.worker.ts', import.meta.url), { type: 'module' });
  private readonly waiting = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  private readonly listeners = new Set<() => void>();
  private asked = 0;
  private point: SyncPoint | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  private failed = false;
  private running: Promise<void> | undefined;
  private readonly opened: Promise<void>;
  status: CatalogueStatus = EMPTY;

  constructor(organizationId: string) {
    this.worker.onmessage = ({ data }: MessageEvent<{ id: number; answer: never; error?: string }>) => {
      const one = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.error === undefined) one?.resolve(data.answer);
      else one?.reject(new Error(data.error));
    };
    this.worker.onerror = () => this.fail();
    this.opened = this.open(organizationId).catch(() => undefined);
    void this.refresh();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  lookUp(code: string) {
    return this.ask('look_up', { kind: 'look_up', code });
  }

  search(query: string, most: number) {
    return this.ask('search', { kind: 'search', query, most });
  }

  values() {
    return this.ask('values', { kind: 'values' });
  }

  covered(selector: Selector) {
    return this.ask('covered', { kind: 'covered', selector });
  }

  get(ids: string[]) {
    return this.ask('get', { kind: 'get', ids });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.worker.terminate();
  }

  /** Asks for changes now: after a price was found to be another one. One at a time, whoever asks. */
  refresh(): Promise<void> {
    this.running ??= this.takeTurn().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async takeTurn(): Promise<void> {
    await this.opened;
    clearTimeout(this.timer);
    try {
      await this.sync();
    } catch {
      // Without an answer the till sells from what it has; the next turn asks again.
      this.set({ progress: undefined });
    }
    if (!this.closed && !this.failed) this.timer = setTimeout(() => void this.refresh(), POLL_MS);
  }

  private async open(organizationId: string): Promise<void> {
    const { size, point } = await this.ask('open', { kind: 'open', organizationId });
    this.point = point;
    this.set({ size, ready: point !== null, rulesVersion: point?.rulesVersion });
  }

  private async sync(): Promise<void> {
    const whole = this.point === null;
    for (let cursor: string | null = ''; cursor !== null && !this.closed; ) {
      const query = new URLSearchParams({
        limit: String(PAGE),
        ...(this.point && { since: this.point.since }),
        ...(cursor && { cursor }),
      });
      if (whole) this.set({ progress: this.status.progress ?? 0 });
      const answer = await apiFetch(`/api/products/changes?${query}`);
      const page = await this.take(answer, whole, cursor === '');
      cursor = page.nextCursor;
      this.set({ size: page.size, revision: this.status.revision + (page.changed ? 1 : 0) });
      if (cursor !== null) continue;
      this.point = page.point;
      this.set({ ready: true, progress: undefined, rulesVersion: page.point.rulesVersion });
    }
  }

  /** Hands an answer to the worker piece by piece as it arrives. */
  private async take(answer: Response, whole: boolean, first: boolean): Promise<CatalogueAnswers['end']> {
    await this.ask('begin', { kind: 'begin', whole, first });
    const reader = answer.body?.getReader();
    let shown = 0;
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      const { size, total } = await this.ask('part', { kind: 'part', bytes: piece.value }, [piece.value.buffer]);
      if (!whole || performance.now() - shown < SHOW_EVERY_MS) continue;
      shown = performance.now();
      this.set({ size, ...(total !== null && { progress: Math.min(1, size / Math.max(total, 1)) }) });
    }
    return this.ask('end', { kind: 'end' });
  }

  /** Its thread is no more, or never began: after an update its file may be gone. */
  private fail(): void {
    this.failed = true;
    for (const { reject } of this.waiting.values()) reject(new Error(NO_THREAD));
    this.waiting.clear();
  }

  private set(change: Partial<CatalogueStatus>): void {
    const next = { ...this.status, ...change };
    const same = (Object.keys(next) as (keyof CatalogueStatus)[]).every((key) => next[key] === this.status[key]);
    if (same) return;
    this.status = next;
    for (const listener of this.listeners) listener();
  }

  private ask<K extends CatalogueRequest['kind']>(
    _kind: K,
    request: Extract<CatalogueRequest, { kind: K }>,
    transfer: Transferable[] = [],
  ): Promise<CatalogueAnswers[K]> {
    if (this.failed) return Promise.reject(new Error(NO_THREAD));
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (answer: never) => void, reject });
      this.worker.postMessage({ id, request }, transfer);
    });
  }
}
