import { useEffect, useRef } from 'react';
import { SCANNER_GAP_MS } from '../../../lib/scanner-speed';
import { scanIn, type TypedDigit } from '../../../lib/scans-into-fields';

interface DigitKeys {
  /** A code a scanner typed, its Enter included. */
  onScan(code: string): void;
  /** Of a dialog that takes digits. */
  byHand?: {
    /** What was typed so far. */
    typed: string;
    onDigits(digits: string): void;
    /** Digits that were handed on turned out to be the first of a scan that stuttered: this is what was typed before it. */
    onTakenBack(typed: string): void;
  };
}

/** Tells a scan from keys pressed while a dialog stands over the till, so that no scanner answers the dialog. Text fields keep their keys. */
export function useDigitKeys(enabled: boolean, keys: DigitKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!enabled) return;
    let run: TypedDigit[] = [];
    let waiting = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      const digits = waiting;
      waiting = '';
      if (digits !== '') latest.current.byHand?.onDigits(digits);
    };
    const listen = (event: KeyboardEvent) => {
      const { key, target, timeStamp: at } = event;
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
      clearTimeout(timer);
      if (/^\d$/.test(key)) {
        run.push({ digit: key, before: latest.current.byHand?.typed ?? '', at });
        waiting += key;
        timer = setTimeout(settle, SCANNER_GAP_MS);
        return;
      }
      const scan = key === 'Enter' ? scanIn(run) : undefined;
      run = [];
      if (!scan) return settle();
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = '';
      const { byHand } = latest.current;
      if (byHand && byHand.typed !== scan.before) byHand.onTakenBack(scan.before);
      latest.current.onScan(scan.code);
    };
    window.addEventListener('keydown', listen, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', listen, true);
    };
  }, [enabled]);
}
