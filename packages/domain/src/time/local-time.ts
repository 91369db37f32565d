/** A calendar day in the store's time zone, as YYYY-MM-DD; such texts sort as their days do. */
export type LocalDate = string;

/** What the clock on the store's wall shows. Pricing never asks a clock: whoever calls it says when it is. */
export interface LocalMoment {
  date: LocalDate;
  /** Minutes since midnight, 0 to 1439. */
  minute: number;
}

export const MINUTES_A_DAY = 1440;
const MS_A_DAY = 86_400_000;

/** 0 is Sunday, 6 Saturday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * MS_A_DAY).toISOString().slice(0, 10);
}

/** 90 is "01:30"; 1500, an hour after midnight, is "01:00". */
export function clockText(minute: number): string {
  const inDay = minute % MINUTES_A_DAY;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}

export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
