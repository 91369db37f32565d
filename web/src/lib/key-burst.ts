import { type RefObject, useEffect, useRef } from 'react';
import { SCANNER_GAP_MS } from './scanner-speed';

/** The keys that came in one go until now, wherever the focus is: what a scanner sent, told apart from what was typed before it. */
export function useKeyBurst(): RefObject<string> {
  const burst = useRef('');
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY;
    const listen = ({ key, timeStamp }: KeyboardEvent) => {
      if (key.length !== 1) return;
      burst.current = timeStamp - last < SCANNER_GAP_MS ? burst.current + key : key;
      last = timeStamp;
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  return burst;
}
