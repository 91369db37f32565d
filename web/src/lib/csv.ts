import { neutralised } from '@liquor-pos/domain/spreadsheets/formula-cells';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Rows as CSV (RFC 4180); numbers stay numbers, what would run as a formula becomes text. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map((cell) => quoted(asText(String(cell)))).join(',')).join('\r\n');
}

/** Offers text to be saved as a file. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function asText(cell: string): string {
  return NUMBER.test(cell) ? cell : neutralised(cell);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
