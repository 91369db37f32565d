const MS_A_DAY = 86_400_000;

/** A moment as a store counts it. */
export interface BusinessTime {
  /** The business day, as YYYY-MM-DD. */
  day: string;
  /** Of the clock, 0 to 23. */
  hour: number;
  /** The hour of the clock a business day begins at. */
  dayStartHour: number;
}

/** The business day in a time zone: until its first hour, the night belongs to the day before. */
export function businessTimeIn(timezone: string, dayStartHour: number, now = new Date()): BusinessTime {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(now);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
  const hour = Number(clock.format(now));
  return { day: hour < dayStartHour ? daysBefore(date, 1) : date, hour, dayStartHour };
}

export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * MS_A_DAY).toISOString().slice(0, 10);
}

export type RangePreset = 'today' | 'yesterday' | 'week' | 'month' | 'lastMonth' | 'year';

/** The days a preset means, today included where they have not ended. */
export function rangeOf(preset: RangePreset, today: string): { from: string; to: string } {
  const month = today.slice(0, 7);
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: daysBefore(today, 1), to: daysBefore(today, 1) };
    case 'week':
      return { from: daysBefore(today, 6), to: today };
    case 'month':
      return { from: `${month}-01`, to: today };
    case 'lastMonth': {
      const last = daysBefore(`${month}-01`, 1);
      return { from: `${last.slice(0, 7)}-01`, to: last };
    }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
  }
}
