import { isGtin } from '@liquor-pos/domain/barcode/barcode';
import { useRef } from 'react';
import { useEveryKey } from './every-key';
import { fieldsBefore, scanBegunBefore } from './key-burst';
import { receiptNumberIn } from './receipt-number';
import { LEAST_SCANNED_DIGITS, SCANNER_GAP_MS } from './scanner-speed';
import { isTextField, type TextField } from './text-field';

/** A scanner that stutters is still faster than this, one key with another: what has a check digit that is right was scanned. */
const MEAN_GAP_MS = 100;
const MOST_GAP_MS = 600;
/** Lengths of codes with a check digit, the longest first. */
const CHECKED_LENGTHS = [14, 13, 12, 8];

/** Of fields that no word is typed into. */
const NUMERIC = ['decimal', 'numeric'];

/** A digit that was typed, and what stood in the field before it. */
export interface TypedDigit {
  digit: string;
  before: string;
  at: number;
}

/** The scan that the digits typed last make, and what stood in the field before it. */
export function scanIn(typed: readonly TypedDigit[]): { code: string; before: string } | undefined {
  const last = (count: number) => {
    const keys = typed.slice(-count);
    const [first] = keys;
    const elapsed = (keys.at(-1)?.at ?? 0) - (first?.at ?? 0);
    const whole = keys.every((_, index) => index === 0 || gapBefore(keys, index) < MOST_GAP_MS);
    return {
      code: keys.map(({ digit }) => digit).join(''),
      before: first?.before ?? '',
      steady: whole && elapsed / (count - 1) < MEAN_GAP_MS,
    };
  };
  let count = 1;
  while (count < typed.length && gapBefore(typed, typed.length - count) < SCANNER_GAP_MS) count++;
  for (const length of CHECKED_LENGTHS) {
    // What came in one go is one code, though its last digits alone would make another.
    if (length < count) break;
    const { code, before, steady } = last(length);
    if (code.length === length && steady && isGtin(code)) return { code, before };
  }
  if (count < LEAST_SCANNED_DIGITS) return undefined;
  const { code, before } = last(count);
  return { code, before };
}

/**
 * The scan that Enter ends, at this time of the page. The focus may have come in the middle of it: `begun` is what of it was typed before.
 * @param standing what stands in the field, for where nothing but Enter came into it
 */
export function scanEnded(typed: readonly TypedDigit[], enterAt: number, standing: string) {
  const digits = digitsOf(typed);
  const begun = scanBegunBefore(digits, enterAt);
  if (begun !== undefined) return { code: begun + digits, before: typed[0]?.before ?? standing, begun };
  const scan = scanIn(typed);
  return scan && { ...scan, begun };
}

/** What the digits and the key behind them say of how many are meant: "6*". */
export function multiplierTyped(typed: readonly TypedDigit[], key: string): number | undefined {
  return multiplierIn(digitsOf(typed) + key);
}

function digitsOf(typed: readonly TypedDigit[]): string {
  return typed.map(({ digit }) => digit).join('');
}

/** How many of what is scanned next are meant. No more than a slip of the finger makes: where this is asked, nobody could be asked whether. */
export function multiplierIn(typed: string): number | undefined {
  const [, count] = /^\s*([1-9]\d?)\s*[x×*]\s*$/i.exec(typed) ?? [];
  return count === undefined ? undefined : Number(count);
}

function gapBefore(typed: readonly TypedDigit[], index: number): number {
  return (typed[index]?.at ?? 0) - (typed[index - 1]?.at ?? 0);
}

/**
 * A scanner types wherever the focus is, and ends with Enter: into an amount, a percent, a certificate's number. What it typed is a scan
 * and no value: the field is as it was, and its form is not sent. A field marked `data-scans` takes scans itself, one
 * marked `data-receipts` a receipt's number.
 */
export function useScansIntoFields(
  enabled: boolean,
  onScan: (code: string, quantity: number, begun?: string) => void,
): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEveryKey(enabled, () => {
    let field: TextField | undefined;
    let typed: TypedDigit[] = [];
    /** "6*", typed behind what stood in a field for a number, which has no asterisk. */
    let multiplied: { quantity: number; before: string } | undefined;
    /** What stood in the field before the keys that come in one go. */
    let began = { value: '', at: Number.NEGATIVE_INFINITY };
    const listen = (event: KeyboardEvent) => {
      const { key, target, timeStamp: at } = event;
      if (!isTextField(target)) return;
      if (target.dataset['scans'] !== undefined) return;
      if (target !== field) [field, typed, multiplied] = [target, [], undefined];
      if (key.length === 1) began = { value: at - began.at < SCANNER_GAP_MS ? began.value : target.value, at };
      if (/^\d$/.test(key)) {
        typed.push({ digit: key, before: target.value, at });
        return;
      }
      // An asterisk is typed with it.
      if (key === 'Shift') return;
      const scan = key === 'Enter' ? scanEnded(typed, at, target.value) : undefined;
      const meant = multiplied;
      const quantityTyped = multiplierTyped(typed, key);
      multiplied =
        quantityTyped !== undefined && typed[0] && NUMERIC.includes(target.inputMode)
          ? { quantity: quantityTyped, before: typed[0].before }
          : undefined;
      typed = [];
      if (!scan) return;
      const isReceipt = receiptNumberIn(target.value) !== undefined;
      if (isReceipt && target.dataset['receipts'] !== undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isReceipt) {
        const { code, started } = receiptTyped(target.value, began);
        setValue(target, started);
        return latest.current(code, 1);
      }
      const quantity = meant?.quantity ?? multiplierIn(scan.before);
      if (scan.begun !== undefined) takeOutOfFields();
      setValue(target, meant?.before ?? (quantity ? '' : scan.before));
      latest.current(scan.code, quantity ?? 1, scan.begun);
    };
    return { listen };
  });
}

/** The receipt's number at the end of a field, and what stood there before it; nothing, where it was typed over that. */
function receiptTyped(value: string, began: { value: string }): { code: string; started: string } {
  const isBehind = value.startsWith(began.value);
  const code = receiptNumberIn(isBehind ? value.slice(began.value.length) : value)?.number;
  return { code: code ?? receiptNumberIn(value)?.number ?? value, started: began.value };
}

/** What came of a scan into fields before the focus left them; those that take scans are seen to by who reads them. */
export function takeOutOfFields(): void {
  for (const [field, before] of fieldsBefore()) {
    if (field.dataset['scans'] === undefined && field.value !== before) setValue(field, before);
  }
}

/** As a hand would: whoever controls the field hears of it. */
function setValue(field: TextField, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
