import type { LocalDate, LocalMoment } from './local-time.ts';

export interface LocalTime {
  date: LocalDate;
  /** 0 to 23 */
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the store's wall shows at an instant. */
export function localTime(at: Date, timezone: string): LocalTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(timezone).formatToParts(at)) parts[type] = value;
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    hour: Number(parts['hour']),
    minute: Number(parts['minute']),
  };
}

export function momentIn(at: Date, timezone: string): LocalMoment {
  const { date, hour, minute } = localTime(at, timezone);
  return { date, minute: hour * 60 + minute };
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timezone, format);
  }
  return format;
}
