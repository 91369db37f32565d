import { isGtin } from '@liquor-pos/domain/barcode/barcode';
import type { FieldFault } from '../errors/domain-error';

/** Fields that people write what they like into. */
const FREE_TEXT = new Set(['note', 'reason', 'name', 'reference', 'text', 'invoice', 'vendor', 'search', 'subject']);
/**
 * Issuers' numbers begin with 3 to 6 (ISO/IEC 7812; 2 is Mastercard's newer range) and have 14 to 19 digits, in groups or not.
 * Nobody has issued the 13 digits of early Visa cards for decades, and barcodes have as many.
 */
const CARD_NUMBER = /(?<![\d.])[2-6](?:[ -]?\d){13,18}(?![\d.])/g;
/** What programs name things by is hexadecimal, and one in a few hundred of those has a card's digits in it by chance. */
const IDENTIFIER = /\b(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=\d*[a-f])[\da-f]{24,})\b/gi;
const MOST_DEPTH = 10;

/** Where a payment card's number stands in a text: it has no business here, and must not be kept, printed or logged (PCI DSS 4.0.1, requirement 3). */
export function cardNumberFaults(value: unknown, path = '', depth = 0): FieldFault[] {
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path ? `${path}.${key}` : key;
    if (typeof inner !== 'string') return cardNumberFaults(inner, at, depth + 1);
    return FREE_TEXT.has(key) && holdsCardNumber(inner)
      ? [{ path: at, message: 'looks like a card’s number; leave it out' }]
      : [];
  });
}

export function holdsCardNumber(text: string): boolean {
  const digits = [...text.replaceAll(IDENTIFIER, '…').matchAll(CARD_NUMBER)].map(([found]) =>
    found.replaceAll(/[ -]/g, ''),
  );
  return digits.some((number) => passesLuhn(number) && !isGtin(number));
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) : 2 * Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
