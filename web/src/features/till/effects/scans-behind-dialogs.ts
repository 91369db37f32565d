import { useEffect, useRef } from 'react';
import { LEAST_SCANNED_DIGITS, SCANNER_GAP_MS } from '../../../lib/scanner-speed';

interface DigitKeys {
  /** A code a scanner typed, its Enter included. */
  onScan(code: string): void;
  /** Digits that were no scan: typed by hand. */
  onDigits?(digits: string): void;
}

/** Tells a scan from keys pressed while a dialog stands over the till, so that no scanner answers the dialog. Text fields keep their keys. */
export function useDigitKeys(enabled: boolean, keys: DigitKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!enabled) return;
    let digits = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      const typed = digits;
      digits = '';
      if (typed !== '') latest.current.onDigits?.(typed);
    };
    const listen = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
      clearTimeout(timer);
      if (/^\d$/.test(key)) {
        digits += key;
        timer = setTimeout(settle, SCANNER_GAP_MS);
      } else if (key === 'Enter' && digits.length >= LEAST_SCANNED_DIGITS) {
        event.preventDefault();
        event.stopImmediatePropagation();
        const code = digits;
        digits = '';
        latest.current.onScan(code);
      } else settle();
    };
    window.addEventListener('keydown', listen, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', listen, true);
    };
  }, [enabled]);
}
