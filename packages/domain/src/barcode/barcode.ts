/** Lengths that carry a GS1 check digit (GS1 General Specifications, 7.9): GTIN-8, -12 (UPC-A), -13 (EAN-13), -14. */
const CHECKED_LENGTHS = [8, 12, 13, 14];

export type BarcodeReading = { valid: true; barcode: string } | { valid: false; message: string };

/**
 * A barcode in the one form it is stored and looked up in. A GTIN's leading zeros are filling: UPC-A, the same code as
 * EAN-13 with a zero before it, and GTIN-14 with two are one barcode, kept as 12 digits. An 8-digit UPC-E is kept as the
 * UPC-A it abbreviates. Codes of other lengths carry no check digit and stay as they are.
 */
export function readBarcode(text: string): BarcodeReading {
  const code = text.trim();
  if (!/^\d+$/.test(code) || !CHECKED_LENGTHS.includes(code.length)) return { valid: true, barcode: code };
  if (checkDigit(code.slice(0, -1)) === Number(code.at(-1))) return { valid: true, barcode: withoutFilling(code) };
  const expanded = expandUpcE(code);
  if (expanded) return { valid: true, barcode: expanded };
  const right = code.slice(0, -1) + checkDigit(code.slice(0, -1));
  return { valid: false, message: `${code} has a wrong check digit; ${right} would be right` };
}

/** The form to look a scan up in; what no check digit confirms is looked up as it is. */
export function canonicalBarcode(text: string): string {
  const reading = readBarcode(text);
  return reading.valid ? reading.barcode : text;
}

/** Whether a code is one that its check digit confirms, so that hardly a part of a scan or a slip of the hand is one by chance. */
export function isGtin(code: string): boolean {
  return CHECKED_LENGTHS.includes(code.length) && /^\d+$/.test(code) && readBarcode(code).valid;
}

/** The check digit of the digits before it: weights 3 and 1 from the right, complemented to a multiple of ten. */
export function checkDigit(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? digit * 3 : digit;
  }
  return (10 - (sum % 10)) % 10;
}

function withoutFilling(code: string): string {
  let trimmed = code;
  while (trimmed.length > 12 && trimmed.startsWith('0')) trimmed = trimmed.slice(1);
  return trimmed;
}

/** UPC-E leaves out zeros of a UPC-A; its last digit tells where. Its check digit is that of the UPC-A. */
function expandUpcE(code: string): string | undefined {
  if (code.length !== 8 || !/^[01]/.test(code)) return undefined;
  const [system, a, b, c, d, e, pattern, check] = code;
  const body =
    pattern === '0' || pattern === '1' || pattern === '2'
      ? `${a}${b}${pattern}0000${c}${d}${e}`
      : pattern === '3'
        ? `${a}${b}${c}00000${d}${e}`
        : pattern === '4'
          ? `${a}${b}${c}${d}00000${e}`
          : `${a}${b}${c}${d}${e}0000${pattern}`;
  const digits = `${system}${body}`;
  return checkDigit(digits) === Number(check) ? `${digits}${check}` : undefined;
}
