import { randomInt } from 'node:crypto';

const DIGITS = 16;

/** A code that nobody guesses, of digits alone: it is typed at a keypad and scanned from a receipt. */
export function newStoredValueCode(): string {
  return Array.from({ length: DIGITS }, (_, place) => String(randomInt(place === 0 ? 1 : 0, 10))).join('');
}
