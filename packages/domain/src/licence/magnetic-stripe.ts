import { isCalendarDate, type LocalDate } from '../time/local-time.ts';

/**
 * The second track of a US or Canadian licence's stripe (AAMVA DL/ID Card Design Standard, Annex F): the issuer's six digits and the licence's, "=",
 * the expiry as YYMM, the birth date as CCYYMMDD. Both tracks come in one go, the first one with a name and an address.
 */
const SECOND_TRACK = /;(?:636|604)\d{3}\d*=(\d{2})(\d{2})(\d{8})/;
/** Where one of them begins: a stripe's text is nothing else's. */
const BEGINS = /^\s*[%;]/;

/** Undefined for what is no stripe, or says no birth date. */
export function readStripe(scanned: string): { birthDate: LocalDate; expiresOn: LocalDate | null } | undefined {
  const match = BEGINS.test(scanned) ? SECOND_TRACK.exec(scanned) : null;
  if (!match) return undefined;
  const [, year = '', month = '', born = ''] = match;
  const birthDate = `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`;
  if (!isCalendarDate(birthDate) || birthDate < '1880-01-01') return undefined;
  return { birthDate, expiresOn: expiryOf(`20${year}`, month, birthDate) };
}

/** The last day of its month. 77 never expires, 88 does at the end of the month of birth, 99 on the birthday; what is no month says nothing. */
function expiryOf(year: string, month: string, birthDate: LocalDate): LocalDate | null {
  switch (month) {
    case '99':
      return dayIn(year, birthDate.slice(5, 7), Number(birthDate.slice(8)));
    case '88':
      return dayIn(year, birthDate.slice(5, 7), 31);
    default:
      return Number(month) >= 1 && Number(month) <= 12 ? dayIn(year, month, 31) : null;
  }
}

/** That day, or the last one before it that the month has. */
function dayIn(year: string, month: string, day: number): LocalDate {
  const date = `${year}-${month}-${String(day).padStart(2, '0')}`;
  return isCalendarDate(date) ? date : dayIn(year, month, day - 1);
}
