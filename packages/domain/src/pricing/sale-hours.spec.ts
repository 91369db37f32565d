import { array, assert, boolean, constantFrom, integer, property, record, tuple } from 'fast-check';
import { line, rule } from '../../test/fixtures.ts';
import type { HoursRule } from './rules.ts';
import { saleHours } from './sale-hours.ts';

const day = { windows: [{ fromMinute: 360, toMinute: 1560 }] };
/** From six in the morning until two of the next day; Sundays from noon. */
const hours: HoursRule = {
  ...rule,
  id: 'h',
  name: 'Alcohol',
  selector: { categories: ['wine'] },
  week: [{ windows: [{ fromMinute: 720, toMinute: 1440 }] }, day, day, day, day, day, day],
  exceptions: [{ date: '2026-12-25', windows: [] }],
  byApproval: false,
};
const at = (date: string, minute: number, rules = [hours], product = line()) =>
  saleHours([product], rules, 'store', { date, minute });

describe('sale hours', () => {
  it('are open within a window and say until when, past midnight too', () => {
    expect(at('2026-11-23', 1300)).toMatchObject({ open: true, until: { date: '2026-11-24', minute: 120 } });
    expect(at('2026-11-24', 119)).toMatchObject({ open: true, until: { date: '2026-11-24', minute: 120 } });
  });

  it('are closed at the minute they end, and say when they begin again', () => {
    expect(at('2026-11-24', 120)).toMatchObject({ open: false, opensAt: { date: '2026-11-24', minute: 360 } });
    expect(at('2026-11-24', 359)).toMatchObject({ open: false });
    expect(at('2026-11-24', 360)).toMatchObject({ open: true });
  });

  it('are left to the store only where no rule leaves nothing to it', () => {
    const left = { ...hours, id: 'left', name: 'House rule', byApproval: true };
    expect(at('2026-11-24', 200, [left])).toMatchObject({ open: false, rule: { id: 'left' } });
    expect(at('2026-11-24', 200, [left, hours])).toMatchObject({ open: false, rule: { id: 'h' } });
    expect(at('2026-11-24', 200, [hours, left])).toMatchObject({ open: false, rule: { id: 'h' } });
    expect(at('2026-11-24', 360, [left])).toMatchObject({ open: true });
  });

  it('follow the weekday, and the date where it is an exception', () => {
    expect(at('2026-11-29', 700)).toMatchObject({ open: false, opensAt: { date: '2026-11-29', minute: 720 } });
    expect(at('2026-12-25', 800)).toMatchObject({ open: false, opensAt: { date: '2026-12-26', minute: 360 } });
    // The night before still has its hours past midnight.
    expect(at('2026-12-25', 60)).toMatchObject({ open: true, until: { date: '2026-12-25', minute: 120 } });
  });

  it('are those of the products: others are always open', () => {
    expect(at('2026-12-25', 800, [hours], line({ category: 'soda' }))).toEqual({
      open: true,
      until: undefined,
      rule: undefined,
    });
  });

  it('are the strictest of several', () => {
    const stricter = {
      ...hours,
      id: 'i',
      week: hours.week.map(() => ({ windows: [{ fromMinute: 0, toMinute: 1320 }] })),
    };
    expect(at('2026-11-23', 1300, [hours, stricter])).toMatchObject({ until: { date: '2026-11-23', minute: 1320 } });
    expect(at('2026-11-23', 1320, [hours, stricter])).toMatchObject({ open: false, rule: { id: 'i' } });
  });

  it('run on where windows touch, and never end around the clock', () => {
    const always = {
      ...hours,
      week: hours.week.map(() => ({ windows: [{ fromMinute: 0, toMinute: 1440 }] })),
      exceptions: [],
    };
    expect(at('2026-11-23', 700, [always])).toMatchObject({ open: true, until: undefined });
  });

  it('have no opening to name where a product is never sold', () => {
    const never = { ...hours, week: hours.week.map(() => ({ windows: [] })), exceptions: [] };
    expect(at('2026-11-23', 700, [never])).toMatchObject({ open: false, opensAt: undefined });
  });
});

describe('sale hours where rules begin and end', () => {
  const daily = (fromMinute: number, toMinute: number) =>
    hours.week.map(() => ({ windows: [{ fromMinute, toMinute }] }));
  const of = (changes: Partial<HoursRule>): HoursRule => ({ ...hours, exceptions: [], ...changes });

  it('leave the night to the day it began on', () => {
    const old = of({ id: 'old', week: daily(480, 1560), effectiveTo: '2026-12-31' });
    const now = of({ id: 'now', week: daily(480, 1440), effectiveFrom: '2027-01-01' });
    expect(at('2027-01-01', 30, [old, now])).toMatchObject({ open: true, until: { date: '2027-01-01', minute: 120 } });
    expect(at('2027-01-01', 120, [old, now])).toMatchObject({
      ...{ open: false, rule: { id: 'now' }, opensAt: { date: '2027-01-01', minute: 480 } },
    });
    // Its first night begins with its first day.
    const first = of({ id: 'first', week: daily(480, 1560), effectiveFrom: '2027-01-01' });
    expect(at('2027-01-01', 30, [first])).toMatchObject({ open: true, until: { date: '2027-01-01', minute: 120 } });
    expect(at('2027-01-02', 30, [first])).toMatchObject({ open: true, until: { date: '2027-01-02', minute: 120 } });
  });

  it('open where every rule does, not where the first of them does', () => {
    const [early, late] = [of({ id: 'a', week: daily(360, 1320) }), of({ id: 'b', week: daily(600, 1440) })];
    expect(at('2026-11-24', 100, [early, late])).toMatchObject({ opensAt: { date: '2026-11-24', minute: 600 } });
    const never = of({ id: 'c', week: daily(1320, 1380) });
    expect(at('2026-11-24', 100, [early, never])).toMatchObject({ open: false, opensAt: undefined });
  });

  it('say what a walk through the hours finds', () => {
    const window = tuple(integer({ min: 0, max: 47 }), integer({ min: 1, max: 30 })).map(([from, length]) => ({
      fromMinute: from * 30,
      toMinute: Math.min((from + length) * 30, 2880),
    }));
    const someRule = record({
      week: array(record({ windows: array(window, { maxLength: 2 }) }), { minLength: 7, maxLength: 7 }),
      effectiveFrom: constantFrom(null, '2026-11-24', '2026-11-25'),
      effectiveTo: constantFrom(null, '2026-11-23', '2026-11-24'),
      byApproval: boolean(),
    }).map((changes) => of(changes));
    // All of them change on the half hour: ten minutes at a step miss nothing.
    const minute = integer({ min: 0, max: 143 }).map((tenth) => tenth * 10);
    assert(
      property(array(someRule, { minLength: 1, maxLength: 3 }), minute, (rules, from) => {
        const said = at('2026-11-24', from, rules);
        const moment = said.open ? said.until : said.opensAt;
        for (let step = 10; step <= 2 * 1440; step += 10) {
          const days = Math.floor((from + step) / 1440);
          const [date, ofDay] = [`2026-11-${24 + days}`, from + step - days * 1440];
          const isChange = moment?.date === date && moment.minute === ofDay;
          if (at(date, ofDay, rules).open !== said.open) return expect(isChange).toBe(true);
          expect(isChange).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});
