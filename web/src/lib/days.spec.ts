import { describe, expect, it } from 'vitest';
import { daysBefore, rangeOf, todayIn } from './days';

describe('days', () => {
  it('are those of the store, not of the browser', () => {
    const late = new Date('2026-11-24T03:00:00Z');
    expect(todayIn('America/Chicago', late)).toBe('2026-11-23');
    expect(todayIn('Europe/London', late)).toBe('2026-11-24');
  });

  it('make the ranges their names say, over ends of months and years', () => {
    expect(rangeOf('lastMonth', '2026-03-15')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(rangeOf('lastMonth', '2026-01-02')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(rangeOf('week', '2026-03-02')).toEqual({ from: '2026-02-24', to: '2026-03-02' });
    expect(daysBefore('2028-03-01', 1)).toBe('2028-02-29');
  });
});
