/** What a customer is known by, in one form. */
const REFERENCE = /^[A-Z0-9@]{3,60}$/;
const NORTH_AMERICAN = /^1\d{10}$/;
const CARD_DIGITS = /^\d{13,19}$/;

/**
 * By which a store knows a customer, in one form however it was typed: what is limited to so much for each of them is counted by it. Letters
 * lose their accents and wide forms, and anything else but letters and digits is left out; a phone number of North America its 1.
 */
export function canonicalReference(typed: string): string {
  const plain = typed
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{P}\p{Z}\p{Cf}+]/gu, (sign) => (sign === '@' ? sign : ''))
    .toUpperCase();
  return NORTH_AMERICAN.test(plain) ? plain.slice(1) : plain;
}

/** Whether a canonical reference can be one: of Latin letters and digits, and no payment card's number (ISO/IEC 7812-1, annex B). */
export function isReference(canonical: string): boolean {
  return REFERENCE.test(canonical) && !(CARD_DIGITS.test(canonical) && passesLuhn(canonical));
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
