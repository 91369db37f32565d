import { useCallback, useSyncExternalStore } from 'react';
import { readStored } from '../../../lib/stored';
import type { SaleOutcome } from '../api/create-sale';

/**
 * The sale that was just made, until the cashier goes on to the next: its receipt number and the change to hand back. It lies
 * outside the page's state, so that neither a part of the till that breaks nor a reload hides what was sold.
 */
export function useSaleJustMade(userId: string) {
  const key = `till.made.1.${userId}`;
  const kept = useSyncExternalStore(listen, () => unstored.get(key) ?? sessionStorage.getItem(key));
  const keep = useCallback(
    (outcome: SaleOutcome | undefined) => {
      unstored.delete(key);
      if (outcome) store(key, JSON.stringify(outcome));
      else sessionStorage.removeItem(key);
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [kept === null ? undefined : readOutcome(kept), keep] as const;
}

/** What the browser had no room for: it is shown all the same, until a reload. */
const unstored = new Map<string, string>();

function store(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    unstored.set(key, text);
  }
}

const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What its page shows of it. */
function isOutcome({ sale }: Partial<SaleOutcome>): boolean {
  return Boolean(sale?.receiptNumber && sale.totals && Array.isArray(sale.lines) && Array.isArray(sale.tenders));
}

let read: { text: string; outcome: SaleOutcome | undefined } | undefined;

/** The same object for the same text: whoever draws it need not draw it again. */
function readOutcome(text: string): SaleOutcome | undefined {
  if (read?.text !== text) read = { text, outcome: readStored<SaleOutcome>(text, isOutcome) };
  return read.outcome;
}
