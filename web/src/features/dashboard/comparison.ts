import type { SalesReport } from '../../domain/sales-report';
import type { BusinessTime } from '../../lib/days';

export interface Comparison {
  now: number;
  /** The day before, up to the end of this hour; undefined until it is known. */
  byNow: number | undefined;
  /** The day before, to its end. */
  inAll: number | undefined;
}

type Figure = 'salesCount' | 'totalCents' | 'marginCents' | 'units';

/** Today's figure against what the other day had by this hour, and in all: at noon a whole day would be no measure. */
export function compared(
  today: SalesReport,
  before: SalesReport | undefined,
  figure: Figure,
  time: BusinessTime,
): Comparison {
  const until = placeOf(time.hour, time);
  const byNow = before?.groups.reduce((sum, group) => {
    return placeOf(Number(group.key), time) <= until ? sum + group[figure] : sum;
  }, 0);
  return { now: today.totals[figure], byNow, inAll: before?.totals[figure] };
}

/** The hours from the first with a sale to the last, each with both days' totals, in the order the business day has them. */
export function byHour(now: SalesReport, before: SalesReport | undefined, time: BusinessTime) {
  const totals = (report: SalesReport | undefined) =>
    new Map(report?.groups.map(({ key, totalCents }) => [placeOf(Number(key), time), totalCents]));
  const [today, lastWeek] = [totals(now), totals(before)];
  const places = [...today.keys(), ...lastWeek.keys(), placeOf(OPENS, time), placeOf(CLOSES, time)];
  const first = Math.min(...places);
  const last = Math.max(...places);
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    hour: clock(first + index + time.dayStartHour),
    today: today.get(first + index) ?? 0,
    before: lastWeek.get(first + index) ?? 0,
  }));
}

/** Hours that are shown on any day. */
const OPENS = 9;
const CLOSES = 21;

export function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, '0')}:00`;
}

/** Which hour of the business day an hour of the clock is. */
function placeOf(hour: number, { dayStartHour }: BusinessTime): number {
  return (hour + 24 - dayStartHour) % 24;
}
