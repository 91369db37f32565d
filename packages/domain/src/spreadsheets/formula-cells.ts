/**
 * Spreadsheets run cells that begin so as formulas (OWASP, CSV injection); an apostrophe before them makes them text. One
 * more before those that have some: who reads the cell takes one off, and has what was written.
 */
export const RUNS_AS_FORMULA = /^'*[=+\-@\t\r]/;
const NEUTRALISED = /^'(?='*[=+\-@\t\r])/;

export function neutralised(cell: string): string {
  return RUNS_AS_FORMULA.test(cell) ? `'${cell}` : cell;
}

export function withoutNeutraliser(cell: string): string {
  return cell.replace(NEUTRALISED, '');
}
