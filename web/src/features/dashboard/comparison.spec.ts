import { describe, expect, it } from 'vitest';
import type { SalesReport } from '../../domain/sales-report';
import { byHour, compared } from './comparison';

const report = (groups: [string, number][]) =>
  ({
    groups: groups.map(([key, totalCents]) => ({ key, totalCents })),
    totals: { totalCents: groups.reduce((sum, [, totalCents]) => sum + totalCents, 0) },
  }) as unknown as SalesReport;
const at = (hour: number, dayStartHour = 0) => ({ day: '2026-11-23', hour, dayStartHour });

describe('today by hour', () => {
  it('shows both days over the hours either sold in, and the usual opening hours', () => {
    const hours = byHour(report([['08', 500]]), report([['22', 700]]), at(10));
    expect(hours[0]).toEqual({ hour: '08:00', today: 500, before: 0 });
    expect(hours.at(-1)).toEqual({ hour: '22:00', today: 0, before: 700 });
    expect(hours).toHaveLength(15);
    expect(byHour(report([]), undefined, at(10))).toHaveLength(13);
  });

  it('puts the hours after midnight at the end of their business day', () => {
    const hours = byHour(report([['01', 300]]), undefined, at(1, 4));
    expect(hours[0]?.hour).toBe('09:00');
    expect(hours.at(-1)).toEqual({ hour: '01:00', today: 300, before: 0 });
  });
});

describe('today against last week', () => {
  const before = report([
    ['10', 100],
    ['14', 200],
    ['01', 50],
  ]);

  it('measures by what was sold by this hour, and tells the whole day', () => {
    expect(compared(report([['10', 90]]), before, 'totalCents', at(10, 4))).toEqual({
      now: 90,
      byNow: 100,
      inAll: 350,
    });
    expect(compared(report([]), before, 'totalCents', at(13, 4)).byNow).toBe(100);
    expect(compared(report([]), before, 'totalCents', at(1, 4)).byNow).toBe(350);
  });

  it('waits for the other day', () => {
    expect(compared(report([]), undefined, 'totalCents', at(10)).byNow).toBeUndefined();
  });
});
