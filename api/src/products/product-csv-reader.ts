import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import {
  CSV_COLUMNS,
  type CsvCells,
  type CsvColumn,
  columnsOf,
  encodingsOf,
  REQUIRED_COLUMNS,
} from '@liquor-pos/domain/catalogue/product-file';
import { withoutNeutraliser } from '@liquor-pos/domain/spreadsheets/formula-cells';
import { parse } from 'papaparse';
import { badInput, DomainError } from '../errors/domain-error';

const MAX_ROWS = 20_000;
/** Spreadsheets leave blank lines behind; so many, and no more. */
const MAX_LINES = 2 * MAX_ROWS;
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_COLUMNS = 200;
const LONGEST_HEADER = 10_000;
/** Lines read in one go, before others get their turn. */
const LINES_AT_ONCE = 500;

export interface CsvRow {
  /** Counting the header as 1. */
  row: number;
  cells: CsvCells;
}

/**
 * Reads a product file, in slices between which the process does other work.
 * @throws DomainError `validation_failed` for a header without the needed columns, `import_too_large` past the limits
 */
export async function readProductCsv(
  input: Readable | undefined,
): Promise<{ columns: Set<CsvColumn>; rows: CsvRow[] }> {
  let header: (CsvColumn | undefined)[] | undefined;
  const rows: CsvRow[] = [];
  let row = 0;
  // A request without a body has nothing to read from.
  for await (const records of slicesOf(input ? await textOf(input) : '')) {
    for (const record of records) {
      if (++row > MAX_LINES) throw tooLarge();
      if (!header) {
        header = readHeader(record);
        continue;
      }
      if (record.every((cell) => cell.trim() === '')) continue;
      if (rows.length === MAX_ROWS) throw tooLarge();
      rows.push({ row, cells: cellsOf(header, record) });
    }
  }
  if (!header) throw badInput([{ path: 'body', message: 'the file is empty; its first line names the columns' }]);
  return { columns: new Set(header.filter((column) => column !== undefined)), rows };
}

function textOf(input: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    input.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
      // The rest is read and dropped: who is still sending would otherwise never read the answer.
      else reject(tooLarge());
    });
    input.once('end', () => resolve(decoded(Buffer.concat(chunks))));
    input.once('error', reject);
    input.once('close', () => reject(new Error('the upload was given up')));
    // What decompresses a body hands it on paused.
    input.resume();
  });
}

function decoded(bytes: Buffer): string {
  const [first = 'utf-8', ...others] = encodingsOf(bytes);
  try {
    return new TextDecoder(first, { fatal: others.length > 0 }).decode(bytes);
  } catch {
    return new TextDecoder(others[0]).decode(bytes);
  }
}

/**
 * The records of a text, some at a time. Not the parser's own streaming: it reads the rest of its chunk again after every record it
 * hands out, which takes minutes for a file of short lines.
 */
async function* slicesOf(file: string): AsyncGenerator<string[][]> {
  // One kind of line end, however many a file was put together from; and no mark of its encoding, which is no part of a name.
  const text = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const delimiter = delimiterOf(text);
  let row = 0;
  for (let at = 0; at < text.length; ) {
    const slice = text.slice(at);
    // Its fast way splits all that is left of the text, for each slice anew.
    const options = { delimiter, newline: '\n', preview: LINES_AT_ONCE, fastMode: false } as const;
    const { data, meta, errors } = parse<string[]>(slice, options);
    const quotes = errors.find(({ type }) => type === 'Quotes');
    if (quotes) throw badQuotes(row + (quotes.row ?? 0) + 1);
    yield data;
    if (meta.cursor === 0) return;
    // The parser takes such a mark off each text it is given, and does not count it.
    at += meta.cursor + (slice.startsWith('\uFEFF') ? 1 : 0);
    row += data.length;
    await setImmediate();
  }
}

/** The one of which the first line has most. */
function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const first = text.slice(0, Math.min(end < 0 ? text.length : end, LONGEST_HEADER));
  const count = (sign: string) => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function badQuotes(row: number): DomainError {
  return badInput([
    { path: `row ${row}`, message: 'has a quotation mark without its other half; nothing was imported' },
  ]);
}

const CSV_NAMES = new Set<string>(CSV_COLUMNS.map((column) => column.toLowerCase()));

function readHeader(record: string[]): (CsvColumn | undefined)[] {
  if (record.length > MAX_COLUMNS) {
    throw badInput([{ path: 'body', message: `the first line names more than ${MAX_COLUMNS} columns` }]);
  }
  const names = record.map((name) =>
    name
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const { header, isForeign } = columnsOf(names);
  // Another program's export has columns of its own by the dozen; in a file of ours, one that nobody knows is a slip of the hand.
  const twice = names.filter((name, at) => name !== '' && names.indexOf(name) < at && CSV_NAMES.has(name));
  const unknown = isForeign
    ? []
    : names.filter((name, at) => name !== '' && header[at] === undefined && !twice.includes(name));
  const missing = REQUIRED_COLUMNS.filter((column) => !header.includes(column));
  const faults = [
    ...missing.map((column) => ({ path: column, message: 'this column is missing from the first line' })),
    ...twice.map((name) => ({ path: name, message: 'stands twice in the first line' })),
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
    'import_too_large',
    `A product file may have ${MAX_ROWS} lines and ${MAX_BYTES / 1024 / 1024} MiB; split it. Nothing was imported.`,
  );
}
