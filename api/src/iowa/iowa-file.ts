import { createReadStream } from 'node:fs';
import { NODE_STREAM_INPUT, parse } from 'papaparse';
import { isCalendarDay } from '../http/is-calendar-day';

const COLUMNS = [
  'date',
  'store_number',
  'store_name',
  'item_number',
  'category_name',
  'vendor_name',
  'item_description',
  'pack',
  'bottle_volume_ml',
  'state_bottle_cost',
  'state_bottle_retail',
  'bottles_sold',
  'sale_dollars',
] as const;
type Column = (typeof COLUMNS)[number];

/** One line of the State of Iowa's record of wholesale liquor orders. */
export interface IowaRow {
  /** Counting the header as 1. */
  line: number;
  date: string;
  storeNumber: string;
  storeName: string;
  itemNumber: string;
  category: string | null;
  vendor: string | null;
  description: string;
  /** Bottles in a case. */
  pack: number;
  volumeMl: number | null;
  costCents: number;
  retailCents: number;
  bottles: number;
}

export interface Rejection {
  line: number;
  reason: string;
}

/** Reads a whole file. @throws Error when it lacks a column */
export async function readIowaFile(file: string): Promise<{ rows: IowaRow[]; rejected: Rejection[] }> {
  const rows: IowaRow[] = [];
  const rejected: Rejection[] = [];
  let header: string[] | undefined;
  let line = 0;
  const source = createReadStream(file, 'utf8');
  const parser = source.pipe(parse(NODE_STREAM_INPUT, {}));
  source.on('error', (error) => parser.destroy(error));
  for await (const record of parser as AsyncIterable<string[]>) {
    line++;
    if (!header) {
      header = readHeader(record);
      continue;
    }
    if (record.every((cell) => cell.trim() === '')) continue;
    const cells = cellsOf(header, record);
    const reason = faultOf(cells);
    if (reason) rejected.push({ line, reason });
    else rows.push(toRow(line, cells));
  }
  if (!header) throw new Error(`${file} is empty`);
  return { rows, rejected };
}

function readHeader(record: string[]): string[] {
  const header = record.map((name) => name.replace(/^\uFEFF/, '').trim());
  const missing = COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new Error(`the file's first line lacks: ${missing.join(', ')}`);
  return header;
}

function cellsOf(header: string[], record: string[]): Record<Column, string> {
  const cell = (column: Column) => (record[header.indexOf(column)] ?? '').trim();
  return Object.fromEntries(COLUMNS.map((column) => [column, cell(column)])) as Record<Column, string>;
}

function faultOf(cells: Record<Column, string>): string | undefined {
  if (!isCalendarDay(cells.date)) return `date "${cells.date}" is not a day such as 2012-01-31`;
  if (!/^\d{1,10}$/.test(cells.store_number)) return `store_number "${cells.store_number}" is not a number`;
  if (!/^\d{1,11}$/.test(cells.item_number)) return `item_number "${cells.item_number}" is not a number`;
  if (!cells.item_description) return 'item_description is missing';
  for (const column of ['pack', 'bottles_sold'] as const) {
    if (!isPositiveInteger(cells[column])) return `${column} "${cells[column]}" is not a whole number above 0`;
  }
  for (const column of ['state_bottle_cost', 'state_bottle_retail', 'sale_dollars'] as const) {
    if (!cells[column]) return `${column} is missing`;
    if (Number.isNaN(dollars(cells[column])))
      return `${column} "${cells[column]}" is not an amount in dollars and cents`;
  }
  const due = dollars(cells.state_bottle_retail) * Number(cells.bottles_sold);
  if (due !== dollars(cells.sale_dollars)) {
    return `sale_dollars ${cells.sale_dollars} is not state_bottle_retail × bottles_sold (${(due / 100).toFixed(2)})`;
  }
  return undefined;
}

function isPositiveInteger(text: string): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) > 0;
}

/** Cents of "427.8" or "7.13"; zeros beyond the second decimal are accepted, anything else there is not money. */
function dollars(text: string): number {
  const match = /^\$?(\d{1,9})(?:\.(\d{0,2})0*)?$/.exec(text);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : Number.NaN;
}

function toRow(line: number, cells: Record<Column, string>): IowaRow {
  const volume = Number(cells.bottle_volume_ml);
  return {
    line,
    date: cells.date,
    storeNumber: cells.store_number,
    storeName: cells.store_name || `Store ${cells.store_number}`,
    itemNumber: cells.item_number,
    category: cells.category_name || null,
    vendor: cells.vendor_name || null,
    description: cells.item_description,
    pack: Number(cells.pack),
    volumeMl: Number.isInteger(volume) && volume > 0 ? volume : null,
    costCents: dollars(cells.state_bottle_cost),
    retailCents: dollars(cells.state_bottle_retail),
    bottles: Number(cells.bottles_sold),
  };
}
