import { holdsCardNumber } from '@liquor-pos/domain/tenders/card-numbers';
import type { FieldFault } from '../errors/domain-error';

/** Fields that people write, or swipe, what they like into. The code of a gift card is none: cards that stores had made have any digits. */
const FREE_TEXT = new Set([
  ...['note', 'reason', 'name', 'reference', 'text', 'invoice', 'vendor', 'search', 'subject', 'phone'],
  ...['taxExemption', 'groups', 'category', 'brand', 'tags'],
]);
const MOST_DEPTH = 10;

/** Where a payment card's number stands in a text: it has no business here, and must not be kept, printed or logged (PCI DSS 4.0.1, requirement 3). */
export function cardNumberFaults(value: unknown, path = '', depth = 0, isText = false): FieldFault[] {
  if (typeof value === 'string') {
    return isText && holdsCardNumber(value) ? [{ path, message: 'looks like a card’s number; leave it out' }] : [];
  }
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    // What is listed in a field is of that field.
    cardNumberFaults(
      inner,
      path ? `${path}.${key}` : key,
      depth + 1,
      Array.isArray(value) ? isText : FREE_TEXT.has(key),
    ),
  );
}
