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
