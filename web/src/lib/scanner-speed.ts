/** A scanner's keys follow one another faster than this; nobody types so fast for long. */
export const SCANNER_GAP_MS = 60;
/** Shorter than any barcode. */
export const LEAST_SCANNED_DIGITS = 6;
