import type { SalesReport } from '../../lib/sales-report';

export interface Comparison {
  now: number;
  /** Undefined until it is known. */
  before: number | undefined;
}

export function compared(
  now: SalesReport,
  before: SalesReport | undefined,
  figure: 'salesCount' | 'totalCents' | 'marginCents' | 'units',
): Comparison {
  return { now: now.totals[figure], before: before?.totals[figure] };
}

/** The hours from the first with a sale to the last, each with both days' totals. */
export function byHour(now: SalesReport, before: SalesReport | undefined) {
  const totals = (report: SalesReport | undefined) =>
    new Map(report?.groups.map(({ key, totalCents }) => [Number(key), totalCents]));
  const [today, lastWeek] = [totals(now), totals(before)];
  const hours = [...today.keys(), ...lastWeek.keys()];
  const first = Math.min(9, ...hours);
  const last = Math.max(21, ...hours);
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    hour: `${String(first + index).padStart(2, '0')}:00`,
    today: today.get(first + index) ?? 0,
    before: lastWeek.get(first + index) ?? 0,
  }));
}
