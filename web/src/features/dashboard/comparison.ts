import type { SalesReport } from '../../domain/sales-report';
import { type BusinessTime, daysBefore } from '../../lib/days';

export type Period = 'day' | 'week' | 'month';
export type Figures = SalesReport['totals'];

const DAYS: Record<Period, number> = { day: 1, week: 7, month: 30 };
const WEEK = 7;

/** The days of a period that ends today, and those it is measured by: today by the same weekday of last week. */
export function daysOf(period: Period, today: string) {
  const from = daysBefore(today, DAYS[period] - 1);
  if (period === 'day')
    return { now: { from, to: today }, before: { from: daysBefore(today, WEEK), to: daysBefore(today, WEEK) } };
  return { now: { from, to: today }, before: { from: daysBefore(from, DAYS[period]), to: daysBefore(from, 1) } };
}

/** What another day had come to by the end of this hour: at noon a whole day would be no measure. Of a report by hour. */
export function untilThisHour(report: SalesReport, time: BusinessTime): Figures {
  const until = placeOf(time.hour, time);
  const sum = Object.fromEntries(Object.keys(report.totals).map((name) => [name, 0])) as unknown as Figures;
  for (const { key, label: _, ...figures } of report.groups) {
    if (placeOf(Number(key), time) > until) continue;
    for (const name of Object.keys(sum) as (keyof Figures)[]) sum[name] += figures[name];
  }
  return sum;
}

/** By how much a figure is more than another, as a part of that; undefined where that was nothing. */
export function changeFrom(before: number | undefined, now: number): number | undefined {
  return before === undefined || before <= 0 ? undefined : (now - before) / before;
}

export interface ChartRow {
  /** An hour of the clock, 0 to 23, or a day. */
  key: string;
  now: number;
  before: number;
}

/** The hours from the first with a sale to the last, each with both days' totals, in the order the business day has them. */
export function byHour(now: SalesReport, before: SalesReport | undefined, time: BusinessTime): ChartRow[] {
  const totals = (report: SalesReport | undefined) =>
    new Map(report?.groups.map(({ key, totalCents }) => [placeOf(Number(key), time), totalCents]));
  const [today, lastWeek] = [totals(now), totals(before)];
  const places = [...today.keys(), ...lastWeek.keys(), placeOf(OPENS, time), placeOf(CLOSES, time)];
  const first = Math.min(...places);
  const last = Math.max(...places);
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    key: String((first + index + time.dayStartHour) % 24),
    now: today.get(first + index) ?? 0,
    before: lastWeek.get(first + index) ?? 0,
  }));
}

/** Every day of a period, beside the day that stands where it stands in the period before. */
export function byDay(now: SalesReport, before: SalesReport | undefined): ChartRow[] {
  const totals = (report: SalesReport | undefined) =>
    new Map(report?.groups.map(({ key, totalCents }) => [key, totalCents]));
  const [these, those] = [totals(now), totals(before)];
  const days: ChartRow[] = [];
  for (let day = now.to, other = before?.to; day >= now.from; day = daysBefore(day, 1)) {
    days.unshift({ key: day, now: these.get(day) ?? 0, before: other === undefined ? 0 : (those.get(other) ?? 0) });
    other = other && daysBefore(other, 1);
  }
  return days;
}

/** Hours that are shown on any day. */
const OPENS = 9;
const CLOSES = 21;

/** Which hour of the business day an hour of the clock is. */
function placeOf(hour: number, { dayStartHour }: BusinessTime): number {
  return (hour + 24 - dayStartHour) % 24;
}
