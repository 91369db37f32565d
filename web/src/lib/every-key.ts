import { useLayoutEffect, useRef } from 'react';

interface KeyListener {
  listen(event: KeyboardEvent): void;
  end?(): void;
}

/**
 * Hears every key before anything else on the page does, from the moment that its caller is drawn: a turn later a scanner's first keys
 * would be gone.
 * @param begin makes a listener that has heard nothing yet, each time it is enabled
 */
export function useEveryKey(enabled: boolean, begin: () => KeyListener): void {
  const latest = useRef(begin);
  latest.current = begin;
  useLayoutEffect(() => {
    if (!enabled) return;
    const { listen, end } = latest.current();
    window.addEventListener('keydown', listen, true);
    return () => {
      end?.();
      window.removeEventListener('keydown', listen, true);
    };
  }, [enabled]);
}
