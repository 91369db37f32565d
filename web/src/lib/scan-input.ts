import { isGtin } from '@liquor-pos/domain/barcode/barcode';
import { receiptNumberIn } from './receipt-number';
import { LEAST_SCANNED_DIGITS } from './scanner-speed';

/** What was typed or scanned into the one field of the till. */
export interface ScanInput {
  quantity: number;
  text: string;
  /** Scanners send digits, four or more of them, or a receipt's number: those are looked up exactly, never searched. */
  isBarcode: boolean;
}

/** `dropped`: typed half-way before it. */
export type ScanRead = ScanInput & { dropped?: string };

const MULTIPLIED = /^(\d{1,4})\s*[x×*]\s*(.*)$/i;

/** Reads "titos", "088004144708", or either after a multiplier: "6×", "6*088004144708". */
export function readScanInput(typed: string): ScanInput {
  const [, count, rest] = MULTIPLIED.exec(typed.trim()) ?? [];
  const text = (rest ?? typed).trim();
  const quantity = Number(count ?? 1);
  // None of it is a slip of the finger.
  return { quantity, text, isBarcode: quantity > 0 && (/^\d{4,}$/.test(text) || isReceiptNumber(text)) };
}

function isReceiptNumber(text: string): boolean {
  return receiptNumberIn(text)?.before === '';
}

/** What a scanner sends in one go: digits alone, and more of them than anybody types so fast. */
const SCANNED = new RegExp(`^\\d{${LEAST_SCANNED_DIGITS},}$`);
const MULTIPLIER_ALONE = /^\s*\d{1,4}\s*[x×*]\s*$/i;

/** A code that its check digit confirms, at the end of what is no code as a whole: nobody types that, however slowly it came. */
const CODE_AFTER_ANYTHING = /^(.*\D|\d+?)(\d{13}|\d{12})$/;
const MOST_DIGITS = 14;

function codeAfter(typed: string): { before: string; code: string } | undefined {
  const [, before = '', code = ''] = CODE_AFTER_ANYTHING.exec(typed.trim()) ?? [];
  const wholeMayBeCode = /^\d+$/.test(before) && before.length + code.length <= MOST_DIGITS;
  return before !== '' && !wholeMayBeCode && isGtin(code) ? { before: before.trim(), code } : undefined;
}

/**
 * A scan always wins over what was typed half-way: `dropped` is what stood before it. A scanner may stutter in the middle of a code, so
 * digits before it are only dropped where they and the scan make no barcode together, and the scan alone does.
 */
export function readScan(typed: string, burst: string): ScanRead {
  // A dialog went in the middle of the scan, and what there was of it.
  if (burst.length > typed.length && burst.endsWith(typed) && isGtin(burst))
    return { quantity: 1, text: burst, isBarcode: true };
  const whole = readScanInput(typed);
  const receipt = receiptNumberIn(isReceiptNumber(burst) && typed.endsWith(burst) ? burst : typed);
  if (receipt) {
    const { number: text } = receipt;
    const dropped = typed.trim().slice(0, -text.length).trim();
    return { quantity: 1, text, isBarcode: true, ...(dropped && { dropped }) };
  }
  const isMultiplied = MULTIPLIED.test(typed.trim());
  // A scanner that stutters behind the multiplier still sent one code.
  if (isMultiplied && isGtin(whole.text)) {
    if (whole.quantity > 0) return whole;
    return { ...whole, quantity: 1, isBarcode: true, dropped: typed.trim().slice(0, -whole.text.length).trim() };
  }
  const after = isMultiplied ? undefined : codeAfter(typed);
  if (after) return { quantity: 1, text: after.code, isBarcode: true, dropped: after.before };
  const before = typed.slice(0, -burst.length).trim();
  if (!SCANNED.test(burst) || !typed.endsWith(burst) || before === '' || MULTIPLIER_ALONE.test(before)) return whole;
  const stuttered = /^\d+$/.test(before) && (isGtin(whole.text) || !isGtin(burst));
  return stuttered ? whole : { quantity: 1, text: burst, isBarcode: true, dropped: before };
}
