import type { Readable } from 'node:stream';
import { NODE_STREAM_INPUT, parse } from 'papaparse';
import { badInput, DomainError } from '../common/domain-error';
import { CSV_COLUMNS, type CsvCells, type CsvColumn, REQUIRED_COLUMNS, withoutNeutraliser } from './product-csv';

export const MAX_ROWS = 20_000;
const MAX_BYTES = 32 * 1024 * 1024;

export interface CsvRow {
  /** Counting the header as 1. */
  row: number;
  cells: CsvCells;
}

/**
 * Reads a product file as it comes in.
 * @throws DomainError `validation_failed` for a header without the needed columns, `import_too_large` past the limits
 */
export async function readProductCsv(input: Readable): Promise<{ columns: Set<CsvColumn>; rows: CsvRow[] }> {
  const parser = parse(NODE_STREAM_INPUT, { delimitersToGuess: [',', ';', '\t'] });
  input.on('error', (error) => parser.destroy(error));
  // The parser reads chunk by chunk; a letter of two bytes may stand across two of them.
  input.setEncoding('utf8');
  let bytes = 0;
  input.on('data', (chunk: string) => {
    bytes += Buffer.byteLength(chunk);
    if (bytes > MAX_BYTES) parser.destroy(tooLarge());
  });
  input.pipe(parser);

  let header: (CsvColumn | undefined)[] | undefined;
  const rows: CsvRow[] = [];
  let row = 0;
  for await (const record of parser as AsyncIterable<string[]>) {
    row++;
    if (!header) {
      header = readHeader(record);
      continue;
    }
    if (record.every((cell) => cell.trim() === '')) continue;
    if (rows.length === MAX_ROWS) throw tooLarge();
    rows.push({ row, cells: cellsOf(header, record) });
  }
  if (!header) throw badInput([{ path: 'body', message: 'the file is empty; its first line names the columns' }]);
  return { columns: new Set(header.filter((column) => column !== undefined)), rows };
}

function readHeader(record: string[]): (CsvColumn | undefined)[] {
  const byFolded = new Map(CSV_COLUMNS.map((column) => [column.toLowerCase(), column]));
  const names = record.map((name) =>
    name
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const unknown = names.filter((name) => name !== '' && !byFolded.has(name));
  const header = names.map((name) => byFolded.get(name));
  const missing = REQUIRED_COLUMNS.filter((column) => !header.includes(column));
  const faults = [
    ...missing.map((column) => ({ path: column, message: 'this column is missing from the first line' })),
    ...unknown.map((name) => ({
      path: name,
      message: `is no column of a product file; they are ${CSV_COLUMNS.join(', ')}`,
    })),
  ];
  if (faults.length > 0) throw badInput(faults);
  return header;
}

function cellsOf(header: (CsvColumn | undefined)[], record: string[]): CsvCells {
  const cells: CsvCells = {};
  header.forEach((column, index) => {
    if (column) cells[column] = withoutNeutraliser((record[index] ?? '').trim());
  });
  return cells;
}

function tooLarge(): DomainError {
  return new DomainError(
    'bad_input',
    'import_too_large',
    `A product file may have ${MAX_ROWS} lines and ${MAX_BYTES / 1024 / 1024} MiB; split it. Nothing was imported.`,
  );
}
