import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';

describe('a saved report', () => {
  it('keeps formulas from running, numbers as numbers and text whole', () => {
    expect(
      toCsv([
        ['=1+1', '-5.00', 'Rum, "dark"'],
        ['@cmd', 7, '+49'],
      ]),
    ).toBe(`'=1+1,-5.00,"Rum, ""dark"""\r\n'@cmd,7,'+49`);
  });
});
