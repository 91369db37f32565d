import { useEffect, useState } from 'react';
import { RELOADED_WITHIN_MS } from './only-in-this-tab';

export interface RegisterHold {
  /** Until it is known otherwise: a till does not wait for it. */
  isHere: boolean;
  /** Whoever worked at it last. */
  by: string;
  takeOver(): void;
}

/**
 * One window of a browser works at a register: two would each have a sale open over one drawer. Another is told who does, and may take
 * over, whereupon the first is told. Browsers know this lock on secure pages alone.
 */
export function useRegisterHold(registerId: string, name: string): RegisterHold {
  const key = `register.holder.1.${registerId}`;
  const [held, setHeld] = useState<boolean>();
  const [steals, setSteals] = useState(0);
  useEffect(() => {
    if (held) localStorage.setItem(key, name);
  }, [held, key, name]);
  useEffect(() => {
    if (!navigator.locks) return;
    const leaving = new AbortController();
    const hold = () => {
      setHeld(true);
      return new Promise<void>((letGo) => leaving.signal.addEventListener('abort', () => letGo()));
    };
    const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(RELOADED_WITHIN_MS)]);
    navigator.locks
      .request(`register.${registerId}`, steals > 0 ? { steal: true } : { signal }, hold)
      // Held elsewhere, or taken over.
      .catch(() => !leaving.signal.aborted && setHeld(false));
    return () => leaving.abort();
  }, [registerId, steals]);
  return { isHere: held !== false, by: localStorage.getItem(key) ?? '', takeOver: () => setSteals(steals + 1) };
}
