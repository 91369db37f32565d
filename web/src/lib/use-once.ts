import { useCallback, useRef } from 'react';

/** Does nothing while what was begun before has not ended: a button hears the second press of a double click before it can be disabled. */
export function useOnce(): (work: (ended: () => void) => void) => void {
  const running = useRef(false);
  return useCallback((work) => {
    if (running.current) return;
    running.current = true;
    work(() => {
      running.current = false;
    });
  }, []);
}
