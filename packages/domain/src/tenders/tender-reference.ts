import { endOfCode } from './stored-value.ts';

/** Thirteen digits and more, however they are set apart, may be a card's number (ISO/IEC 7812), which is written down nowhere. */
const CARD_NUMBER = /(?:\P{Nd}*\p{Nd}){13}/u;

export function mayBeCardNumber(reference: string): boolean {
  return CARD_NUMBER.test(reference);
}

/** What tells a payment from another of its kind: a check's number, whose account, the end of a code; empty where nothing does. */
export function paymentDetail({
  reference,
  code,
  name,
}: {
  reference?: string | undefined;
  code?: string | undefined;
  name?: string | undefined;
}): string {
  return [name, reference, code && endOfCode(code)].filter(Boolean).join(' ');
}
