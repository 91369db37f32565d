import { describe, expect, it } from 'vitest';
import { businessTimeIn, daysBefore, rangeOf } from './days';

describe('days', () => {
  it('are those of the store, not of the browser', () => {
    const late = new Date('2026-11-24T03:00:00Z');
    expect(businessTimeIn('America/Chicago', 0, late)).toEqual({ day: '2026-11-23', hour: 21, dayStartHour: 0 });
    expect(businessTimeIn('Europe/London', 0, late)).toMatchObject({ day: '2026-11-24', hour: 3 });
  });

  it('last until the store’s first hour: at one in the night it is still yesterday', () => {
    const night = new Date('2026-12-01T07:30:00Z');
    expect(businessTimeIn('America/Chicago', 4, night)).toMatchObject({ day: '2026-11-30', hour: 1 });
    expect(businessTimeIn('America/Chicago', 1, night).day).toBe('2026-12-01');
  });

  it('make the ranges their names say, over ends of months and years', () => {
    expect(rangeOf('lastMonth', '2026-03-15')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(rangeOf('lastMonth', '2026-01-02')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(rangeOf('week', '2026-03-02')).toEqual({ from: '2026-02-24', to: '2026-03-02' });
    expect(daysBefore('2028-03-01', 1)).toBe('2028-02-29');
  });
});
