import { isGtin } from '@liquor-pos/domain/barcode/barcode';
import { useEffect, useRef } from 'react';

/** Between two keys of a scanner there is less; nobody types so fast for long. */
const GAP_MS = 60;
const SCANNED = /^\d{6,}$/;

/**
 * A scanner types wherever the focus is, and ends with Enter: into an amount, a percent, a certificate's number. What it typed is a scan
 * and no value: the field is as it was, and its form is not sent. A field marked `data-scans` takes scans itself.
 */
export function useScansIntoFields(enabled: boolean, onScan: (code: string) => void): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    if (!enabled) return;
    let field: HTMLInputElement | HTMLTextAreaElement | undefined;
    let burst = '';
    let before = '';
    let last = Number.NEGATIVE_INFINITY;
    const listen = (event: KeyboardEvent) => {
      const { key, target, timeStamp } = event;
      if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
      if (target.dataset['scans'] !== undefined) return;
      if (key.length === 1) {
        if (target !== field || timeStamp - last > GAP_MS) [field, burst, before] = [target, '', target.value];
        burst += key;
        last = timeStamp;
        return;
      }
      if (key !== 'Enter' || target !== field) return;
      // A scanner that stuttered still typed a whole code.
      const whole = isGtin(target.value) ? target.value : undefined;
      const code = whole ?? (SCANNED.test(burst) ? burst : undefined);
      burst = '';
      if (code === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setValue(target, whole?.startsWith(before) ? '' : before);
      latest.current(code);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [enabled]);
}

/** As a hand would: whoever controls the field hears of it. */
function setValue(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
