/** Store, register and counter, as a receipt's code is scanned; behind anything that was typed before it. */
const RECEIPT_NUMBER = /^(.*?)(\d{1,4}-\d{1,4}-\d{6,9})$/;

/** @returns the receipt's number at the end of a text, and what stands before it */
export function receiptNumberIn(text: string): { before: string; number: string } | undefined {
  const [, before = '', number] = RECEIPT_NUMBER.exec(text.trim()) ?? [];
  return number === undefined ? undefined : { before: before.trim(), number };
}
