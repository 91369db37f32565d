import { describe, expect, it } from 'vitest';
import type { SalesReport } from '../../lib/sales-report';
import { byHour } from './comparison';

const report = (groups: [string, number][]) =>
  ({ groups: groups.map(([key, totalCents]) => ({ key, totalCents })) }) as unknown as SalesReport;

describe('today by hour', () => {
  it('shows both days over the hours either sold in, and the usual opening hours', () => {
    const hours = byHour(report([['08', 500]]), report([['22', 700]]));
    expect(hours[0]).toEqual({ hour: '08:00', today: 500, before: 0 });
    expect(hours.at(-1)).toEqual({ hour: '22:00', today: 0, before: 700 });
    expect(hours).toHaveLength(15);
    expect(byHour(report([]), undefined)).toHaveLength(13);
  });
});
