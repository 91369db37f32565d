import { describe, expect, it } from 'vitest';
import type { SalesReport } from '../../domain/sales-report';
import { byDay, byHour, changeFrom, daysOf, untilThisHour } from './comparison';

const report = (groups: [string, number][], from = '', to = '') =>
  ({
    from,
    to,
    groups: groups.map(([key, totalCents]) => ({ key, label: key, totalCents })),
    totals: { totalCents: groups.reduce((sum, [, totalCents]) => sum + totalCents, 0) },
  }) as unknown as SalesReport;
const at = (hour: number, dayStartHour = 0) => ({ day: '2026-11-23', hour, dayStartHour });

describe('today by hour', () => {
  it('shows both days over the hours either sold in, and the usual opening hours', () => {
    const hours = byHour(report([['08', 500]]), report([['22', 700]]), at(10));
    expect(hours[0]).toEqual({ key: '8', now: 500, before: 0 });
    expect(hours.at(-1)).toEqual({ key: '22', now: 0, before: 700 });
    expect(hours).toHaveLength(15);
    expect(byHour(report([]), undefined, at(10))).toHaveLength(13);
  });

  it('puts the hours after midnight at the end of their business day', () => {
    const hours = byHour(report([['01', 300]]), undefined, at(1, 4));
    expect(hours[0]?.key).toBe('9');
    expect(hours.at(-1)).toEqual({ key: '1', now: 300, before: 0 });
  });
});

describe('a period against the one before', () => {
  it('measures today by what was sold by this hour of the same weekday', () => {
    const before = report([
      ['10', 100],
      ['14', 200],
      ['01', 50],
    ]);
    expect(untilThisHour(before, at(10, 4)).totalCents).toBe(100);
    expect(untilThisHour(before, at(13, 4)).totalCents).toBe(100);
    expect(untilThisHour(before, at(1, 4)).totalCents).toBe(350);
    expect(daysOf('day', '2026-11-23').before).toEqual({ from: '2026-11-16', to: '2026-11-16' });
  });

  it('measures days by as many days before them, each day beside its own', () => {
    expect(daysOf('week', '2026-11-23')).toEqual({
      now: { from: '2026-11-17', to: '2026-11-23' },
      before: { from: '2026-11-10', to: '2026-11-16' },
    });
    const days = byDay(
      report([['2026-11-23', 500]], '2026-11-17', '2026-11-23'),
      report([['2026-11-16', 400]], '2026-11-10', '2026-11-16'),
    );
    expect(days).toHaveLength(7);
    expect(days.at(-1)).toEqual({ key: '2026-11-23', now: 500, before: 400 });
    expect(days[0]).toEqual({ key: '2026-11-17', now: 0, before: 0 });
  });

  it('says nothing of a change from nothing', () => {
    expect([changeFrom(200, 250), changeFrom(0, 250), changeFrom(undefined, 1)]).toEqual([0.25, undefined, undefined]);
  });
});
