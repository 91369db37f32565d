import { useSyncExternalStore } from 'react';

let reachable = true;
const listeners = new Set<() => void>();

/** What the last call said of the server: it answered, whatever it answered, or no answer came. */
export function noteReachable(answered: boolean): void {
  if (answered === reachable) return;
  reachable = answered;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the server answered the last call. */
export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}
