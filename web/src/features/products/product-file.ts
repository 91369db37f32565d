import {
  CSV_COLUMNS,
  type CsvColumn,
  columnsOf,
  encodingsOf,
  REQUIRED_COLUMNS,
} from '@liquor-pos/domain/catalogue/product-file';
import { parse, unparse } from 'papaparse';

/** A file of products as it stands: a first line of names, and the lines under it. */
export interface ProductFile {
  names: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Which column of ours each of the file's stands for; undefined for what is passed over. */
export type Mapping = readonly (CsvColumn | undefined)[];

const XLSX = /\.xlsx$/i;

/** @throws Error for a file that is no table */
export async function readProductFile(file: File): Promise<ProductFile> {
  const [names = [], ...rows] = XLSX.test(file.name) ? await readXlsx(file) : readCsv(await decodedText(file));
  return { names: names.map((name) => name.trim()), rows };
}

/** What the names say themselves; the rest is for whoever imports to say. */
export function guessed({ names }: ProductFile): Mapping {
  return columnsOf(names.map((name) => name.toLowerCase())).header;
}

/** The needed columns that no column of the file stands for yet. */
export function missingIn(mapping: Mapping): readonly CsvColumn[] {
  return REQUIRED_COLUMNS.filter((column) => !mapping.includes(column));
}

/** One column stands for each of ours: who says that another one does takes it from the first. */
export function withColumn(mapping: Mapping, at: number, column: CsvColumn | undefined): Mapping {
  return mapping.map((before, index) => {
    if (index === at) return column;
    return column !== undefined && before === column ? undefined : before;
  });
}

/** The file as the import takes it: our names, our columns, line by line the same. */
export function mappedCsv({ rows }: ProductFile, mapping: Mapping): string {
  const places = mapping.flatMap((column, at) => (column ? [{ column, at }] : []));
  const lines = rows.map((row) => places.map(({ column, at }) => cellOf(column, row[at] ?? '')));
  return unparse([places.map(({ column }) => column), ...lines], { newline: '\r\n' });
}

/** A file to fill in: our columns, and a product that shows how. */
export function template(): string {
  const example: Partial<Record<CsvColumn, string>> = {
    sku: '75087',
    name: 'Juarez Gold',
    brand: 'Juarez',
    category: 'Tequila',
    vendor: 'Luxco',
    volumeMl: '1000',
    taxCode: 'spirits',
    containerClass: 'glass',
    cost: '4.75',
    reorderPoint: '6',
    units: '1',
    pack: 'Bottle',
    price: '7.13',
    barcodes: '012345678905',
    stock: '24',
  };
  const ofCase = { sku: '75087', name: 'Juarez Gold', pack: 'Case', units: '12', price: '79.99' };
  const line = (cells: Partial<Record<CsvColumn, string>>) => CSV_COLUMNS.map((column) => cells[column] ?? '');
  return unparse([
    [...CSV_COLUMNS],
    line({ ...ofCase, ...example }),
    line({ ...example, barcodes: '', stock: '', ...ofCase }),
  ]);
}

/** Currency signs and spaces around an amount say nothing; spreadsheets write them all the same. */
function cellOf(column: CsvColumn, cell: string): string {
  const isAmount = column === 'price' || column === 'cost' || column === 'deposit';
  return isAmount ? cell.replace(/^[^\d-]+|[^\d.]+$/g, '') : cell;
}

function readCsv(text: string): string[][] {
  const { data } = parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false });
  // The last line's end is no line of its own.
  return data.at(-1)?.every((cell) => cell === '') ? data.slice(0, -1) : data;
}

async function readXlsx(file: File): Promise<string[][]> {
  const { readSheet } = await import('read-excel-file/browser');
  const rows = await readSheet(file);
  return rows.map((row) => row.map(textOfCell));
}

/** A number in all its digits: a barcode is no 8.8E+11. */
function textOfCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell !== 'number') return String(cell);
  if (Number.isInteger(cell)) return cell.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 0 });
  // What a sum in binary leaves behind the cents: 7.130000000000001.
  return String(Math.round(cell * 10_000) / 10_000);
}

async function decodedText(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first = 'utf-8', ...others] = encodingsOf(bytes);
  try {
    return new TextDecoder(first, { fatal: others.length > 0 }).decode(bytes);
  } catch {
    return new TextDecoder(others[0]).decode(bytes);
  }
}
