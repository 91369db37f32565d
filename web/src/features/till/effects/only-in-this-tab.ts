import { useEffect } from 'react';

/** After a reload, the page before gives up what it held within this time. */
export const RELOADED_WITHIN_MS = 1000;

/**
 * Holds a name that one tab may hold. A duplicated tab begins as a copy of the other, its open sale included: paid in both, the second
 * customer's would be answered as a repetition of the first's. Browsers know this lock on secure pages alone.
 */
export function useOnlyInThisTab(name: string, onHeldElsewhere: () => void): void {
  useEffect(() => {
    if (!navigator.locks) return;
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const leaving = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(RELOADED_WITHIN_MS)]);
        await navigator.locks.request(name, { signal }, () => held);
      } catch {
        if (leaving.signal.aborted) return;
        const { held: all = [] } = await navigator.locks.query();
        if (leaving.signal.aborted) return;
        // A machine may also have been too slow to be asked.
        if (all.some((lock) => lock.name === name)) onHeldElsewhere();
        else await ask();
      }
    };
    void ask();
    return () => {
      leaving.abort();
      letGo();
    };
  }, [name, onHeldElsewhere]);
}
