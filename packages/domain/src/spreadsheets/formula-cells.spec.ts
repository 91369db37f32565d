import { assert, constantFrom, property, string } from 'fast-check';
import { neutralised, withoutNeutraliser } from './formula-cells';

describe('a cell that a spreadsheet would run', () => {
  it('is text in a file, and what was never one stays as it is', () => {
    expect(neutralised('=1+1')).toBe("'=1+1");
    expect(withoutNeutraliser("'Tis")).toBe("'Tis");
    expect(neutralised("'=1")).toBe("''=1");
  });

  it('reads back as it was', () => {
    const cells = string({ unit: constantFrom(..."'=+-@a1") });
    assert(property(cells, (cell) => expect(withoutNeutraliser(neutralised(cell))).toBe(cell)));
  });
});
