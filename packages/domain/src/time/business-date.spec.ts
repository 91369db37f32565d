import { assert, constantFrom, integer, property } from 'fast-check';
import { businessDate, instantOf, isTimeZone } from './business-date.ts';
import { localTime } from './zoned-time.ts';

const CHICAGO = 'America/Chicago';

describe('the business date', () => {
  it('is the store’s day, with hours before its day start still of the day before', () => {
    expect(businessDate(new Date('2026-01-01T05:59:59Z'), CHICAGO, 0)).toBe('2025-12-31');
    expect(businessDate(new Date('2026-01-01T06:00:00Z'), CHICAGO, 0)).toBe('2026-01-01');
    expect(businessDate(new Date('2026-03-01T09:59:59Z'), CHICAGO, 4)).toBe('2026-02-28');
    expect(businessDate(new Date('2026-03-01T10:00:00Z'), CHICAGO, 4)).toBe('2026-03-01');
  });

  it('knows the hour on both sides of a clock change', () => {
    expect(localTime(new Date('2026-03-08T07:59:00Z'), CHICAGO)).toMatchObject({ hour: 1 });
    expect(localTime(new Date('2026-03-08T08:00:00Z'), CHICAGO)).toMatchObject({ hour: 3 });
    expect(localTime(new Date('2026-11-01T06:30:00Z'), CHICAGO)).toMatchObject({ hour: 1 });
    expect(localTime(new Date('2026-11-01T07:30:00Z'), CHICAGO)).toMatchObject({ hour: 1 });
  });

  it('finds the instant of a time on the wall, whatever the zone and day', () => {
    const zones = constantFrom(CHICAGO, 'America/New_York', 'Europe/London', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC');
    assert(
      property(
        zones,
        integer({ min: 0, max: 365 * 20 }),
        integer({ min: 3, max: 23 }),
        integer({ min: 0, max: 59 }),
        (zone, day, hour, minute) => {
          const date = new Date(Date.UTC(2010, 0, 1 + day)).toISOString().slice(0, 10);
          expect(localTime(instantOf(date, hour, minute, zone), zone)).toEqual({ date, hour, minute });
        },
      ),
    );
    expect(instantOf('2026-11-01', 1, 30, CHICAGO).toISOString()).toBe('2026-11-01T06:30:00.000Z');
  });

  it('takes IANA names alone', () => {
    expect(isTimeZone(CHICAGO)).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
  });
});
