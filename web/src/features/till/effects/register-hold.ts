import { useEffect, useState } from 'react';
import { holdAlone } from '../../../lib/one-holder';

export interface RegisterHold {
  /** Until it is known otherwise: a till does not wait for it. */
  isHere: boolean;
  /** Whoever worked at it last. */
  by: string;
  takeOver(): void;
}

/**
 * One window of a browser works at a register: two would each have a sale open over one drawer. Another is told who does, and may take
 * over, whereupon the first is told.
 */
export function useRegisterHold(registerId: string, name: string): RegisterHold {
  const key = `register.holder.1.${registerId}`;
  const [held, setHeld] = useState<boolean>();
  const [steals, setSteals] = useState(0);
  useEffect(() => {
    if (held) localStorage.setItem(key, name);
  }, [held, key, name]);
  useEffect(() => {
    return holdAlone(`register.${registerId}`, {
      steal: steals > 0,
      onHeld: () => setHeld(true),
      onElsewhere: () => setHeld(false),
    });
  }, [registerId, steals]);
  return { isHere: held !== false, by: localStorage.getItem(key) ?? '', takeOver: () => setSteals(steals + 1) };
}
