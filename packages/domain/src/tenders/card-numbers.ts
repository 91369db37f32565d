import { isGtin } from '../barcode/barcode.ts';

/** The numbers of issuers whose cards are paid with, by how they begin, and how many digits they have (ISO/IEC 7812, and the issuers' own lists). */
const ISSUED = [
  /^4(?:\d{15}|\d{18})$/,
  /^(?:5[1-5]\d{14}|2(?:2[3-9]\d|22[1-9]|[3-6]\d\d|7[01]\d|720)\d{12})$/,
  /^3[47]\d{13}$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^(?:6011|64[4-9]\d|65\d\d|62\d\d|35(?:2[89]|[3-8]\d))\d{12,15}$/,
];
/** Digits as people set them apart: by what is neither a letter nor a digit, three of those at the most. */
const DIGITS = /(?<!\d)\d+(?:[^\p{L}\p{N}]{1,3}\d+)*/gu;
const [SHORTEST, LONGEST] = [14, 19];
/** Of a card's number a group has so many at the least; of a date it has two. */
const SHORTEST_GROUP = 3;
/** What programs name things by is hexadecimal, and one in a few hundred of those has a card's digits in it by chance. */
const UUID = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi;
const HASH = /\b(?!\d{14,19}[a-f]+\b)(?![a-f]+\d{14,19}\b)(?=\d*[a-f])[\da-f]{24,}\b/gi;

/** Whether a payment card's number stands in a text, however its digits are set apart (PCI DSS 4.0.1, requirement 3: it is kept nowhere). */
export function holdsCardNumber(text: string): boolean {
  const looked = text.normalize('NFKC').replaceAll(UUID, '…x…').replaceAll(HASH, '…x…');
  return [...looked.matchAll(DIGITS)].some(([run]) => numbersIn(run).some(isCardNumber));
}

/** The same text without the digits of a card's number but its last four: for what is logged whatever it is. */
export function withoutCardNumbers(text: string): string {
  return holdsCardNumber(text) ? text.replaceAll(/\d(?=(?:[^\d]{0,3}\d){4})/g, '…') : text;
}

/** Every number that stands in a run of groups: an amount may stand before it, and its end or a date behind. */
function numbersIn(run: string): string[] {
  const groups = run.split(/\D+/);
  return groups.flatMap((_, from) => {
    const numbers: string[] = [];
    for (let to = from, number = ''; to < groups.length; to++) {
      const group = groups[to] ?? '';
      number += group;
      if (group.length < SHORTEST_GROUP || number.length > LONGEST) break;
      if (number.length >= SHORTEST) numbers.push(number);
    }
    return numbers;
  });
}

function isCardNumber(number: string): boolean {
  return ISSUED.some((issued) => issued.test(number)) && passesLuhn(number) && !isGtin(number);
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) : 2 * Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
