import { useSyncExternalStore } from 'react';
import { readStoredList } from '../../lib/stored';
import type { Holding } from './api/held-sales';
import { isOpenSale, type OpenSale } from './machine/open-sale';

/** A sale put aside until its customer comes back. */
export interface HeldSale extends OpenSale {
  name?: string;
  /** As it was sent, with no answer: the server may have it. */
  holding?: Holding;
  heldAt: string;
  heldBy: string;
  totalCents: number;
}

const VERSION = 1;
const NONE: readonly HeldSale[] = [];

/** The sales put aside on this till while the server did not answer: kept in the browser, over reloads, for whoever works here next and in every tab. */
export class HeldSales {
  private readonly key: string;
  private readonly listeners = new Set<() => void>();
  private read: { text: string | null; sales: readonly HeldSale[] } = { text: null, sales: NONE };

  constructor(
    organizationId: string,
    private readonly storage: Storage = localStorage,
  ) {
    this.key = `till.held.${VERSION}.${organizationId}`;
  }

  all = (): readonly HeldSale[] => {
    const text = this.storage.getItem(this.key);
    // The same list for the same text: what reads it is drawn again only when it is another.
    if (text !== this.read.text) this.read = { text, sales: readStoredList<HeldSale>(text, isOpenSale) };
    return this.read.sales;
  };

  hold = (sale: HeldSale): void => this.write([...this.all(), sale]);

  /** Takes one up, or drops it: it is gone from the list. @returns undefined when another tab was faster */
  take = (id: string): HeldSale | undefined => {
    const sale = this.all().find((held) => held.id === id);
    if (sale) this.write(this.all().filter((held) => held !== sale));
    return sale;
  };

  /** The server does not take it: from here on it is this till's alone. */
  keep = (id: string): void =>
    this.write(
      this.all().map(({ holding, ...sale }) => (sale.id === id ? sale : { ...sale, ...(holding && { holding }) })),
    );

  subscribe = (listener: () => void): (() => void) => {
    const onStorage = ({ key }: StorageEvent) => {
      if (key === this.key) listener();
    };
    this.listeners.add(listener);
    window.addEventListener('storage', onStorage);
    return () => {
      this.listeners.delete(listener);
      window.removeEventListener('storage', onStorage);
    };
  };

  private write(sales: readonly HeldSale[]): void {
    this.storage.setItem(this.key, JSON.stringify(sales));
    for (const listener of this.listeners) listener();
  }
}

const stores = new Map<string, HeldSales>();

/** Only in this browser: the network was gone. */
export function useHeldHere(organizationId: string) {
  let store = stores.get(organizationId);
  if (!store) {
    store = new HeldSales(organizationId);
    stores.set(organizationId, store);
  }
  return {
    held: useSyncExternalStore(store.subscribe, store.all),
    hold: store.hold,
    take: store.take,
    keep: store.keep,
  };
}
