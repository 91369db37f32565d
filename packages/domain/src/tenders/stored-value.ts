/** What a card holds at the most: more is no closed-loop card's to hold without a programme of its own (31 CFR 1010.100(ff)(4)(iii)). */
export const MOST_ON_A_CARD_CENTS = 200_000;

const CODE = /^[0-9A-Z]{6,40}$/;
const SHOWN = 4;

/** One way to write the code of a gift card or store credit, however it was typed: spaces and dashes mean nothing. */
export function canonicalStoredValueCode(code: string): string {
  return code.replace(/[\s-]/g, '').toUpperCase();
}

/** Whether what was typed or scanned can be a code: 6 to 40 letters and digits. */
export function isStoredValueCode(code: string): boolean {
  return CODE.test(canonicalStoredValueCode(code));
}

/** As much of a code as anybody may read who does not pay with it. */
export function endOfCode(code: string): string {
  return `…${code.slice(-SHOWN)}`;
}
