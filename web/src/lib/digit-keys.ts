import { useRef } from 'react';
import { useEveryKey } from './every-key';
import { SCANNER_GAP_MS } from './scanner-speed';
import { multiplierTyped, scanEnded, type TypedDigit, takeOutOfFields } from './scans-into-fields';
import { isTextField } from './text-field';

interface DigitKeys {
  /**
   * A code a scanner typed, its Enter included; and how many of it were said to be meant before.
   * @param begun what of it was typed before its keys came here: it stands where they went until then
   */
  onScan(code: string, quantity: number, begun?: string): void;
  /** Of a dialog that takes digits. */
  byHand?: {
    /** What was typed so far. */
    typed: string;
    onDigits(digits: string): void;
    /** Digits that were handed on turned out to be the first of a scan that stuttered: this is what was typed before it. */
    onTakenBack(typed: string): void;
  };
}

/** Tells a scan from keys where no field takes it, so that no scanner answers a dialog. Text fields keep their keys. */
export function useDigitKeys(enabled: boolean, keys: DigitKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEveryKey(enabled, () => {
    let run: TypedDigit[] = [];
    /** "6*", before a scan. */
    let multiplied: { quantity: number; before: string } | undefined;
    let waiting = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      const digits = waiting;
      waiting = '';
      if (digits !== '') latest.current.byHand?.onDigits(digits);
    };
    const listen = (event: KeyboardEvent) => {
      const { key, target, timeStamp: at } = event;
      if (isTextField(target)) return;
      // An asterisk is typed with it.
      if (key === 'Shift') return;
      clearTimeout(timer);
      if (/^\d$/.test(key)) {
        run.push({ digit: key, before: latest.current.byHand?.typed ?? '', at });
        waiting += key;
        timer = setTimeout(settle, SCANNER_GAP_MS);
        return;
      }
      const scan = key === 'Enter' ? scanEnded(run, at, latest.current.byHand?.typed ?? '') : undefined;
      const [first] = run;
      const quantity = multiplierTyped(run, key);
      run = [];
      if (!scan) {
        multiplied = quantity !== undefined && first ? { quantity, before: first.before } : undefined;
        return settle();
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = '';
      const { byHand } = latest.current;
      const { quantity: times, before } = multiplied ?? { quantity: 1, before: scan.before };
      multiplied = undefined;
      if (byHand && byHand.typed !== before) byHand.onTakenBack(before);
      if (scan.begun !== undefined) takeOutOfFields();
      latest.current.onScan(scan.code, times, scan.begun);
    };
    return { listen, end: () => clearTimeout(timer) };
  });
}
