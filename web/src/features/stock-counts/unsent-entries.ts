import { readStoredList } from '../../lib/stored';
import { newUuid } from '../../lib/uuid';

/** What was seen on this device and the server has not acknowledged. */
export interface UnsentEntry {
  id: string;
  productId: string;
  /** Base units; below zero takes back. */
  units: number;
  /** By this device's clock, which is asked again when it is sent: only the time between the two is told. */
  seenAt: number;
}

/** As many as the API takes in one call. */
export const MOST_IN_ONE_CALL = 500;

export function newEntry(productId: string, units: number, now: number): UnsentEntry {
  return { id: newUuid(), productId, units, seenAt: now };
}

/** As the API takes them. */
export function entriesToSend(entries: readonly UnsentEntry[], now: number) {
  return entries.slice(0, MOST_IN_ONE_CALL).map(({ id, productId, units, seenAt }) => ({
    id,
    productId,
    units,
    secondsAgo: Math.max(0, Math.round((now - seenAt) / 1000)),
  }));
}

export function unsentUnits(entries: readonly UnsentEntry[], productId: string): number {
  return entries.filter((entry) => entry.productId === productId).reduce((sum, { units }) => sum + units, 0);
}

/** Kept on this device until the server has them: neither a reload nor a cellar without a network loses what was walked for. */
export function keptEntries(countId: string): readonly UnsentEntry[] {
  const isEntry = ({ id, productId, units }: Partial<UnsentEntry>) =>
    Boolean(id && productId && Number.isInteger(units));
  return readStoredList<UnsentEntry>(localStorage.getItem(keyOf(countId)), isEntry);
}

/** Another tab may have kept some meanwhile: those stay. @returns what is kept now */
export function changeKept(
  countId: string,
  change: (kept: readonly UnsentEntry[]) => readonly UnsentEntry[],
): readonly UnsentEntry[] {
  const entries = change(keptEntries(countId));
  if (entries.length === 0) localStorage.removeItem(keyOf(countId));
  else localStorage.setItem(keyOf(countId), JSON.stringify(entries));
  return entries;
}

/** Other tabs of this browser keep some too, and send them. @returns what ends the listening */
export function whenKeptElsewhere(listener: () => void): () => void {
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}

/** Counts' ids are unique across organizations. */
function keyOf(countId: string): string {
  return `count.unsent.1.${countId}`;
}
