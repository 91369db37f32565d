import { localTime } from '@liquor-pos/domain/time/zoned-time';
import { assert, constantFrom, date, integer, property } from 'fast-check';
import { FREQUENCIES } from '../organization-profile/report-mail.schema';
import { comparedWith, nextTime, periodBefore } from './report-period';

const CHICAGO = { timezone: 'America/Chicago', dayStartHour: 4 };

describe('the period a report is of', () => {
  it('is the last that has ended on the store’s own days', () => {
    // Wednesday, 07:00 in Chicago.
    const morning = new Date('2026-03-04T13:00:00Z');
    expect(periodBefore(morning, 'day', [CHICAGO])).toEqual({ from: '2026-03-03', to: '2026-03-03' });
    expect(periodBefore(morning, 'week', [CHICAGO])).toEqual({ from: '2026-02-23', to: '2026-03-01' });
    expect(periodBefore(morning, 'month', [CHICAGO])).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  });

  it('has not ended while the night of its last day is sold on', () => {
    // Monday the 2nd, 03:59 in Chicago: for the store it is still Sunday the 1st.
    const night = new Date('2026-03-02T09:59:00Z');
    expect(periodBefore(night, 'day', [CHICAGO]).to).toBe('2026-02-28');
    expect(periodBefore(night, 'week', [CHICAGO])).toEqual({ from: '2026-02-16', to: '2026-02-22' });
    expect(periodBefore(new Date('2026-03-02T10:00:00Z'), 'week', [CHICAGO]).to).toBe('2026-03-01');
  });

  it('has not ended while a store further west is selling', () => {
    // 00:05 in Chicago, 22:05 the day before in Los Angeles.
    const night = new Date('2026-12-03T06:05:00Z');
    const clocks = ['America/Chicago', 'America/Los_Angeles'].map((timezone) => ({ timezone, dayStartHour: 0 }));
    expect(periodBefore(night, 'day', clocks).to).toBe('2026-12-01');
    expect(periodBefore(new Date('2026-12-03T08:00:00Z'), 'day', clocks).to).toBe('2026-12-02');
  });

  it('is held against the same weekday, the week or the month before', () => {
    expect(comparedWith({ from: '2026-03-03', to: '2026-03-03' }, 'day')).toEqual({
      from: '2026-02-24',
      to: '2026-02-24',
    });
    expect(comparedWith({ from: '2026-02-23', to: '2026-03-01' }, 'week').from).toBe('2026-02-16');
    expect(comparedWith({ from: '2026-03-01', to: '2026-03-31' }, 'month')).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
    });
  });

  it('goes out at its hour on the store’s clock, on whatever side of a clock change', () => {
    expect(nextTime(new Date('2026-03-07T14:00:00Z'), 'day', 7, 'America/Chicago').toISOString()).toBe(
      '2026-03-08T12:00:00.000Z',
    );
    expect(nextTime(new Date('2026-03-04T13:00:00Z'), 'week', 7, 'America/Chicago').toISOString()).toBe(
      '2026-03-09T12:00:00.000Z',
    );
    expect(nextTime(new Date('2026-01-31T13:00:01Z'), 'month', 7, 'America/Chicago').toISOString()).toBe(
      '2026-02-01T13:00:00.000Z',
    );
  });

  it('is always later, at its hour, and no two of one kind overlap', () => {
    const times = date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    const zones = constantFrom('America/Chicago', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC');
    assert(
      property(
        times,
        constantFrom(...FREQUENCIES),
        integer({ min: 4, max: 23 }),
        zones,
        (at, every, hour, timezone) => {
          const clock = { timezone, dayStartHour: 4 };
          const first = nextTime(at, every, hour, timezone);
          expect(first.getTime()).toBeGreaterThan(at.getTime());
          expect(localTime(first, timezone)).toMatchObject({ hour, minute: 0 });
          const second = nextTime(first, every, hour, timezone);
          const [one, other] = [first, second].map((time) => periodBefore(time, every, [clock]));
          expect(daysAfter(one?.to)).toBe(other?.from);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function daysAfter(day = ''): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
