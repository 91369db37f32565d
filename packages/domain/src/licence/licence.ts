import { isCalendarDate, type LocalDate } from '../time/local-time.ts';
import { readStripe } from './magnetic-stripe.ts';

/** What a scanned licence says of age; everything else on it is dropped before it is looked at. */
export type LicenceReading =
  | { read: true; birthDate: LocalDate; expiresOn: LocalDate | null }
  | { read: false; fault: 'not_a_licence' | 'truncated' | 'no_birth_date' | 'malformed_date' };

/**
 * The header of a card after the AAMVA DL/ID Card Design Standard, Annex D: "@", separators, "ANSI " (older cards: "AAMVA"), then the issuer's
 * six digits. Keyboard wedges drop or replace the control characters, and put signs of their own before it or between: none is relied on, but it
 * stands near the beginning.
 */
const HEADER = /^.{0,14}(?:ANSI ?|AAMVA)(\d{6})(\d{2})/s;
const SHORTEST = 30;

/**
 * Reads the birth date (element DBB) and the expiry (DBA) of a US or Canadian licence from the text of its PDF417 code, or of its
 * magnetic stripe.
 * US cards write MMDDCCYY, Canadian ones CCYYMMDD; so did US cards of the standard's first version. Where the card does not name
 * its country (DCG), the one way in which its digits are a date decides.
 */
export function readLicence(scanned: string): LicenceReading {
  const stripe = readStripe(scanned);
  if (stripe) return { read: true, ...stripe };
  const text = linesOf(scanned);
  const header = HEADER.exec(text);
  if (!header) return { read: false, fault: 'not_a_licence' };
  if (text.length < SHORTEST) return { read: false, fault: 'truncated' };
  const birth = element(text, 'DBB') ?? runTogether(text, 'DBB');
  if (birth === undefined) return { read: false, fault: isCutOff(text) ? 'truncated' : 'no_birth_date' };
  const country = element(text, 'DCG')?.trim().slice(0, 3) ?? runTogether(text, 'DCG');
  const birthDate = dateOf(birth, country);
  if (!birthDate) return { read: false, fault: birth.trim().length < 8 ? 'truncated' : 'malformed_date' };
  const expiry = (element(text, 'DBA') ?? runTogether(text, 'DBA'))?.trim();
  const expiresOn = expiry && mayExpire(expiry) ? dateOf(expiry, country) : null;
  if (expiresOn === undefined) return { read: false, fault: 'malformed_date' };
  return { read: true, birthDate, expiresOn };
}

/** Every control character separates, and so does a bar where a wedge puts it; which one it was does not matter. Caps lock turns letters round. */
function linesOf(scanned: string): string {
  return [...scanned]
    .map((character) => (isControl(character) || character === '|' ? '\n' : character))
    .join('')
    .toUpperCase();
}

/** Of the old set or the newer one that follows ASCII (C1). */
function isControl(character: string): boolean {
  return character < ' ' || (character >= '\u007f' && character <= '\u009f');
}

/** The value of an element: to the end of its line. The first stands right after its subfile's type, as in "DLDAQ…". */
function element(text: string, id: string): string | undefined {
  const match = new RegExp(`(?:\\n|(?:\\n|\\d)(?:DL|ID|EN)) *${id}([^\\n]*)`).exec(text);
  return match?.[1];
}

/**
 * Some wedges drop every separator: a date, or a country, between the element's name and the next one. A street may look like that as well:
 * where two places disagree, none of them is believed.
 */
function runTogether(text: string, id: string): string | undefined {
  if (text.trim().includes('\n')) return undefined;
  const found = text.matchAll(new RegExp(`${id}(${DATE}|USA|CAN)(?=[DZ][A-Z]{2}|\\s|$)`, 'g'));
  const values = new Set([...found].map(([, value]) => value));
  return values.size === 1 ? [...values][0] : undefined;
}

/** A whole card ends its last element and the subfile; a scan that broke off ends in the middle of a line. */
function isCutOff(text: string): boolean {
  return !text.endsWith('\n');
}

const DATE = '\\d{8}|\\d{2}[/-]\\d{2}[/-]\\d{4}|\\d{4}[/-]\\d{2}[/-]\\d{2}';

/** Some cards never expire and leave it out, write words, or a date that stands for never; other digits that are no date are damage. */
function mayExpire(expiry: string): boolean {
  const digits = expiry.replace(/[/-]/g, '');
  return /^\d+$/.test(digits) && !/^(0+|9+|12319999|99991231)$/.test(digits);
}

function dateOf(written: string, country: string | undefined): LocalDate | undefined {
  const match = new RegExp(`^(${DATE})\\s*$`).exec(written.trim());
  if (!match) return undefined;
  const eight = (match[1] as string).replace(/[/-]/g, '');
  const american = `${eight.slice(4)}-${eight.slice(0, 2)}-${eight.slice(2, 4)}`;
  const canadian = `${eight.slice(0, 4)}-${eight.slice(4, 6)}-${eight.slice(6)}`;
  const order = country === 'CAN' ? [canadian, american] : [american, canadian];
  return order.find(isPlausible);
}

/** No holder was born and no card expires outside these years; it also tells 1224 from a year. */
function isPlausible(date: LocalDate): boolean {
  return isCalendarDate(date) && date >= '1880-01-01' && date < '2200-01-01';
}
