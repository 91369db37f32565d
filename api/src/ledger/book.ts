import type { ClientSession } from 'mongodb';
import type { BulkOperation } from '../mongo/bulk-write';

/** What an entry does to one book: worked out before anything is written, and written with the entry. */
export interface Posting {
  operations(): BulkOperation[];
}

/** Something the ledger keeps count of. Every total it keeps is the sum of the entries it stands for, and it can prove that. */
export interface Book {
  /**
   * @param session in which every reading sees the same moment
   * @returns a line for each difference; none when the book is right
   */
  differences(session: ClientSession): Promise<string[]>;
}

/** The token of every book there is; `verify books` proves each. */
export const BOOKS = Symbol('BOOKS');

/** Adds amounts to what a key's sums are so far. */
export function addUp(sums: Map<string, Record<string, number>>, key: string, amounts: Record<string, number>): void {
  const sum = sums.get(key) ?? {};
  for (const [name, amount] of Object.entries(amounts)) sum[name] = (sum[name] ?? 0) + amount;
  sums.set(key, sum);
}

/** What differs between sums of entries and the totals kept; an entry missing on one side counts as zeros. */
export function differencesOf(what: string, sums: Map<string, object>, kept: Map<string, object>): string[] {
  const faults: string[] = [];
  for (const key of new Set([...sums.keys(), ...kept.keys()])) {
    const entries = (sums.get(key) ?? {}) as Record<string, number>;
    const totals = (kept.get(key) ?? {}) as Record<string, number>;
    for (const figure of new Set([...Object.keys(entries), ...Object.keys(totals)])) {
      const [sum, total] = [entries[figure] ?? 0, totals[figure] ?? 0];
      if (sum !== total) faults.push(`${what} ${key}: ${figure} is ${total}, its entries add up to ${sum}`);
    }
  }
  return faults;
}
