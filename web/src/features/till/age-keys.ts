import { isCalendarDate } from '@liquor-pos/domain/time/local-time';

/** A birth date keyed as on US licences: MMDDYYYY, with or without separators. */
export function readBirthDate(typed: string): string | undefined {
  const digits = typed.replace(/\D/g, '');
  if (digits.length !== 8) return undefined;
  const date = `${digits.slice(4)}-${digits.slice(0, 2)}-${digits.slice(2, 4)}`;
  return isCalendarDate(date) ? date : undefined;
}

/** What was keyed so far, as it will read: 06/06/20__. */
export function birthDateMask(typed: string): string {
  const digits = typed.replace(/\D/g, '').slice(0, 8).padEnd(8, '_');
  return `${digits.slice(0, 2)}/${digits.slice(2, 4)}/${digits.slice(4)}`;
}
