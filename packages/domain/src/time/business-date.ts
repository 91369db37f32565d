import { localTime } from './zoned-time.ts';

/** A calendar day of a store, as YYYY-MM-DD. */
export type BusinessDate = string;

export function isTimeZone(name: string): boolean {
  try {
    // Not through the cache: what a client sends must not make it grow.
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

/** The day a sale belongs to: the store's calendar day, where hours before its day-start hour still count to the day before. */
export function businessDate(at: Date, timezone: string, dayStartHour: number): BusinessDate {
  const { date, hour } = localTime(at, timezone);
  return hour < dayStartHour ? dayBefore(date) : date;
}

/** Calendar days from one day to another; negative where the other is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}

const DAY_MS = 24 * 60 * 60_000;

function dayBefore(date: BusinessDate): BusinessDate {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/**
 * The instant at which the store's wall clock shows a time. Of a time that occurs twice (clocks set back) the first;
 * of one that does not occur (clocks set forward) the instant as far behind the change.
 */
export function instantOf(date: BusinessDate, hour: number, minute: number, timezone: string): Date {
  const wanted = Date.parse(`${date}T00:00:00Z`) + (hour * 60 + minute) * 60_000;
  const offsetAt = (instant: number) => {
    const local = localTime(new Date(instant), timezone);
    return Date.parse(`${local.date}T00:00:00Z`) + (local.hour * 60 + local.minute) * 60_000 - instant;
  };
  // The offsets on either side of any change that day; the larger one belongs to the earlier instant.
  const candidates = [offsetAt(wanted - 86_400_000), offsetAt(wanted + 86_400_000)].map((offset) => wanted - offset);
  const exact = candidates.filter((instant) => instant + offsetAt(instant) === wanted);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}
