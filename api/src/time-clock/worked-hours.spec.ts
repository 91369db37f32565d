import { type ClockEntry, workedHours } from './worked-hours';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const entry = (kind: 'in' | 'out', hour: number, userId = 'a'): ClockEntry => ({
  userId,
  name: userId,
  kind,
  at: at(hour),
});
const DAY = { from: at(0), to: at(24) };

describe('worked hours', () => {
  it('add up stretches with an end, by who worked them', () => {
    const entries = [
      entry('in', 8),
      entry('in', 9, 'b'),
      entry('out', 12),
      entry('in', 13),
      entry('out', 17),
      entry('out', 18, 'b'),
    ];
    expect(workedHours(entries, DAY, at(20)).map(({ name, minutes }) => [name, minutes])).toEqual([
      ['a', 480],
      ['b', 540],
    ]);
  });

  it('count over midnight for the day on which they were begun, and those before it not at all', () => {
    const [night] = workedHours([entry('in', -2), entry('out', 1), entry('in', 22), entry('out', 26)], DAY, at(30));
    expect(night?.minutes).toBe(240);
    expect(night?.worked).toHaveLength(1);
  });

  it('point out who did not say that they went, and count nothing for it', () => {
    const [twice] = workedHours([entry('in', 1), entry('in', 8), entry('out', 10)], DAY, at(12));
    expect(twice?.worked.map(({ forgotten, minutes }) => [forgotten, minutes])).toEqual([
      [true, null],
      [false, 120],
    ]);
    const [late] = workedHours([entry('in', 1), entry('out', 20)], DAY, at(21));
    expect([late?.minutes, late?.worked[0]?.forgotten]).toEqual([0, true]);
    const [still] = workedHours([entry('in', 1)], DAY, at(12));
    expect(still?.worked[0]).toMatchObject({ out: null, forgotten: false });
    expect(workedHours([entry('in', 1)], DAY, at(20))[0]?.worked[0]?.forgotten).toBe(true);
  });
});
