import { array, assert, boolean, constantFrom, integer, property, record, tuple } from 'fast-check';
import { line, rule } from '../../test/fixtures.ts';
import { addDays, type LocalMoment, weekdayOf } from '../time/local-time.ts';
import { momentIn } from '../time/zoned-time.ts';
import type { HoursRule } from './rules.ts';
import { saleHours } from './sale-hours.ts';

const ZONE = 'America/Chicago';
const BEGIN = Date.parse('2026-01-01T06:00:00Z');
const MINUTES = 365 * 1440;
/** On 8 March the clocks go from 2 to 3, on 1 November from 2 to 1. */
const CHANGES = ['2026-03-08T08:00:00Z', '2026-11-01T07:00:00Z'].map((at) => (Date.parse(at) - BEGIN) / 60_000);

/** The local minutes since 1 January of each hour of the year, as the clocks show them. */
const HOURS = Array.from({ length: MINUTES / 60 }, (_, hour) => {
  const { date, minute } = momentIn(new Date(BEGIN + hour * 3_600_000), ZONE);
  return Date.parse(date) / 60_000 - Date.parse('2026-01-01') / 60_000 + minute;
});
const localAt = (minute: number) => (HOURS[Math.floor(minute / 60)] as number) + (minute % 60);
const momentAt = (local: number): LocalMoment => ({
  date: addDays('2026-01-01', Math.floor(local / 1440)),
  minute: local - Math.floor(local / 1440) * 1440,
});

/** Whether selling is allowed at each local minute of the year, from painting every window of every day. */
function painted(rules: readonly HoursRule[]): Uint8Array {
  const days = 367;
  const holds = ({ effectiveFrom, effectiveTo }: HoursRule, date: string) =>
    (effectiveFrom ?? '') <= date && date <= (effectiveTo ?? '9999');
  const windows = ({ week, exceptions }: HoursRule, date: string) =>
    exceptions.find((one) => one.date === date)?.windows ?? week[weekdayOf(date)]?.windows ?? [];
  const night = new Uint8Array(days * 1440);
  const allowed = rules.map(() => new Uint8Array(days * 1440));
  for (let day = -1; day < days; day++) {
    const date = addDays('2026-01-01', day);
    rules.forEach((one, index) => {
      for (const { fromMinute, toMinute } of windows(one, date)) {
        for (let at = fromMinute; at < toMinute; at++) {
          const minute = day * 1440 + at;
          if (minute < 0 || minute >= night.length) continue;
          if (at >= 1440) night[minute] = 1;
          if (holds(one, date)) (allowed[index] as Uint8Array)[minute] = 1;
        }
      }
    });
  }
  const open = new Uint8Array(night.length);
  for (let day = 0; day < days; day++) {
    const inForce = [addDays('2026-01-01', day), addDays('2026-01-01', day - 1)].map((date) =>
      rules.flatMap((one, index) => (holds(one, date) ? [allowed[index] as Uint8Array] : [])),
    );
    for (let minute = day * 1440; minute < (day + 1) * 1440; minute++) {
      const deciding = inForce[night[minute] as number] as Uint8Array[];
      open[minute] = deciding.every((one) => one[minute] === 1) ? 1 : 0;
    }
  }
  return open;
}

const window = tuple(integer({ min: 0, max: 1439 }), integer({ min: 1, max: 1200 })).map(([fromMinute, length]) => ({
  fromMinute,
  toMinute: Math.min(fromMinute + length, 2880),
}));
const windows = array(window, { maxLength: 2 });
const someRule = record({
  week: array(record({ windows }), { minLength: 7, maxLength: 7 }),
  exceptions: array(
    record({ date: constantFrom('2026-03-07', '2026-03-08', '2026-07-04', '2026-10-31', '2026-11-01'), windows }),
    {
      maxLength: 2,
    },
  ).map((all) => all.filter(({ date }, index) => all.findIndex((one) => one.date === date) === index)),
  effectiveFrom: constantFrom(null, null, '2026-03-08', '2026-06-01'),
  effectiveTo: constantFrom(null, null, '2026-10-31', '2026-11-01'),
  byApproval: boolean(),
}).map((changes): HoursRule => ({ ...rule, id: 'h', name: 'Hours', selector: {}, ...changes }));

/** Any minute of the year, more of them about the two nights on which the clocks change. */
const anyMinute = tuple(integer({ min: 0, max: MINUTES - 20_000 }), constantFrom(null, ...CHANGES)).map(
  ([minute, change]) => (change === null ? minute : change - 1440 + (minute % 2880)),
);

describe('sale hours over a year with two clock changes', () => {
  it('are what a walk through all its minutes finds', () => {
    const product = [line()];
    assert(
      property(
        array(someRule, { minLength: 1, maxLength: 3 }),
        array(anyMinute, { minLength: 30, maxLength: 30 }),
        (rules, minutes) => {
          const year = painted(rules);
          for (const minute of minutes) {
            const now = localAt(minute);
            const said = saleHours(product, rules, 'store', momentAt(now));
            expect(said.open).toBe(year[now] === 1);
            const moment = said.open ? said.until : said.opensAt;
            let change = now + 1;
            // A week ahead is as far as anybody is told.
            while (change < now + 7 * 1440 && year[change] === year[now]) change++;
            if (moment === undefined) expect(year[change]).toBe(year[now]);
            else if (change < now + 7 * 1440) expect(moment).toEqual(momentAt(change));
            // By the clock on the wall: until then nothing changes, in whatever hour is left out or comes twice.
            for (
              let ahead = minute + 1;
              ahead < minute + 3000 && localAt(ahead) < change && localAt(ahead) >= now;
              ahead += 7
            ) {
              expect(year[localAt(ahead)]).toBe(year[now]);
            }
          }
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
