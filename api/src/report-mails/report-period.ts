import { type BusinessDate, businessDate, instantOf } from '@liquor-pos/domain/time/business-date';
import { addDays, weekdayOf } from '@liquor-pos/domain/time/local-time';
import { localTime } from '@liquor-pos/domain/time/zoned-time';
import type { Frequency } from '../organization-profile/report-mail.schema';
import type { StoreClock } from '../store-directory/store.schema';

/** Business dates, both included. */
export interface Period {
  from: BusinessDate;
  to: BusinessDate;
}

const MONDAY = 1;

/** The last period that has ended by then in every store: where one sells on, it has not. */
export function periodBefore(at: Date, every: Frequency, clocks: readonly StoreClock[]): Period {
  const [today = ''] = clocks.map(({ timezone, dayStartHour }) => businessDate(at, timezone, dayStartHour)).sort();
  if (every === 'day') return { from: addDays(today, -1), to: addDays(today, -1) };
  const begun = beginningOf(today, every);
  const to = addDays(begun, -1);
  return { from: beginningOf(to, every), to };
}

/** What a period is held against: the same weekday, the week or the month before it. */
export function comparedWith({ from, to }: Period, every: Frequency): Period {
  if (every === 'month') {
    const last = addDays(from, -1);
    return { from: beginningOf(last, 'month'), to: last };
  }
  return { from: addDays(from, -7), to: addDays(to, -7) };
}

/** The next time after `at` that a report goes out: at an hour of the store's clock, each day, on Mondays, or on the first of a month. */
export function nextTime(at: Date, every: Frequency, hour: number, timezone: string): Date {
  const { date: today } = localTime(at, timezone);
  // A month has 31 days at the most, and today's hour may have passed.
  for (let days = 0; days <= 32; days++) {
    const date = addDays(today, days);
    const time = instantOf(date, hour, 0, timezone);
    if (time > at && (every === 'day' || date === beginningOf(date, every))) return time;
  }
  throw new Error(`no ${every} begins within 32 days of ${today}`);
}

function beginningOf(date: BusinessDate, every: 'week' | 'month'): BusinessDate {
  if (every === 'month') return `${date.slice(0, 8)}01`;
  return addDays(date, -((weekdayOf(date) - MONDAY + 7) % 7));
}
