import { randomInt } from 'node:crypto';
import { holdsCardNumber } from '@liquor-pos/domain/tenders/card-numbers';

const DIGITS = 16;

/** A code that nobody guesses, of digits alone: it is typed at a keypad and scanned from a receipt. None is a payment card's number too. */
export function newStoredValueCode(): string {
  for (;;) {
    const code = Array.from({ length: DIGITS }, (_, place) => String(randomInt(place === 0 ? 1 : 0, 10))).join('');
    if (!holdsCardNumber(code)) return code;
  }
}
