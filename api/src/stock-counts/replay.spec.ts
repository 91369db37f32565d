import { array, assert, integer, property, record } from 'fast-check';
import { differenceOf } from './replay';

const minute = (n: number) => new Date(Date.UTC(2026, 0, 5, 12, n));

describe('a count against the books', () => {
  it('is held against what was there at its minute: a sale after it is no loss', () => {
    const seen = { units: 10, first: minute(1), last: minute(1) };
    // Ten were there and seen, two were sold before it was posted.
    expect(differenceOf(seen, 8, [{ at: minute(5), units: -2, counted: false }])).toEqual({
      countedUnits: 10,
      expectedUnits: 10,
      differenceUnits: 0,
      movedMeanwhile: false,
      superseded: false,
    });
  });

  it('leaves a sale before it where it is, and says so when one came in the middle', () => {
    const movements = [{ at: minute(2), units: -1, counted: false }];
    const seen = { units: 9, first: minute(1), last: minute(3) };
    expect(differenceOf(seen, 9, movements)).toMatchObject({ differenceUnits: 0, movedMeanwhile: true });
    expect(differenceOf({ ...seen, first: minute(3) }, 9, movements)).toMatchObject({ movedMeanwhile: false });
  });

  it('gives way to a later count that was posted first', () => {
    const seen = { units: 8, first: minute(1), last: minute(1) };
    const later = [{ at: minute(4), units: -2, counted: true }];
    expect(differenceOf(seen, 8, later)).toMatchObject({ differenceUnits: 0, superseded: true });
  });

  it('counts what was taken back below zero as none', () => {
    expect(differenceOf({ units: -1, first: minute(1), last: minute(1) }, 3, [])).toMatchObject({
      countedUnits: 0,
      differenceUnits: -3,
    });
  });

  it('brings the balance to what was seen plus what moved since, whatever moved and whenever it is posted', () => {
    const movement = record({ at: integer({ min: 0, max: 60 }).map(minute), units: integer({ min: -20, max: 20 }) });
    assert(
      property(array(movement), integer({ min: 0, max: 60 }), integer({ min: 0, max: 99 }), (all, at, units) => {
        const movements = all.map((one) => ({ ...one, counted: false }));
        const onHand = 100 + movements.reduce((sum, one) => sum + one.units, 0);
        const { differenceUnits } = differenceOf({ units, first: minute(at), last: minute(at) }, onHand, movements);
        const since = movements.filter((one) => one.at > minute(at)).reduce((sum, one) => sum + one.units, 0);
        expect(onHand + differenceUnits).toBe(units + since);
      }),
    );
  });
});
