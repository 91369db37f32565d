/** What was typed or scanned into the one field of the till. */
export interface ScanInput {
  quantity: number;
  text: string;
  /** Scanners send digits; four or more of them are looked up exactly, never searched. */
  isBarcode: boolean;
}

const MULTIPLIED = /^(\d{1,4})\s*[x×*]\s*(.*)$/i;

/** Reads "titos", "088004144708", or either after a multiplier: "6×", "6*088004144708". */
export function readScanInput(typed: string): ScanInput {
  const [, count, rest] = MULTIPLIED.exec(typed.trim()) ?? [];
  const text = (rest ?? typed).trim();
  return { quantity: Math.max(1, Number(count ?? 1)), text, isBarcode: /^\d{4,}$/.test(text) };
}
