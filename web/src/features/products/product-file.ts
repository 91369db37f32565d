import {
  CELL_SEPARATOR,
  CSV_COLUMNS,
  type CsvColumn,
  columnsOf,
  EXPORTED_COLUMNS,
  encodingsOf,
  linesOf,
  REQUIRED_COLUMNS,
  tagsIn,
} from '@liquor-pos/domain/catalogue/product-file';
import { RUNS_AS_FORMULA } from '@liquor-pos/domain/spreadsheets/formula-cells';
import { parse, unparse } from 'papaparse';
import type { Product } from './api/products';

/** A file of products as it stands: a first line of names, and the lines under it. */
export interface ProductFile {
  names: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What a column of a file can be: one of ours, or what other programs tell a product's variants apart by, which becomes part of the name. */
export type FileColumn = CsvColumn | 'variant';
export const FILE_COLUMNS: readonly FileColumn[] = [...CSV_COLUMNS, 'variant'];

/** Which column of ours each of the file's stands for; undefined for what is passed over. */
export type Mapping = readonly (FileColumn | undefined)[];

const XLSX = /\.xlsx$/i;
/** Square's, Shopify's and Lightspeed's names of it. */
const VARIANT_NAMES = ['variation name', 'option1 value', 'variant_option_one_value'];
/** What they write where a product has no variants. */
const NO_VARIANT = ['', 'regular', 'default', 'default title'];
/** Square and Lightspeed have one such column for each of their locations: the first counts. */
const OF_A_PLACE: readonly [column: CsvColumn, name: RegExp][] = [
  ['stock', /^(current quantity\b|inventory_)/],
  ['reorderPoint', /^reorder_point_/],
];

/** @throws Error for a file that is no table */
export async function readProductFile(file: File): Promise<ProductFile> {
  const [names = [], ...rows] = XLSX.test(file.name) ? await readXlsx(file) : readCsv(await decodedText(file));
  const read = { names: names.map((name) => name.trim()), rows };
  return withVariantsNamed(read);
}

/** What the names say themselves; the rest is for whoever imports to say. */
export function guessed({ names }: ProductFile): Mapping {
  const small = names.map((name) => name.toLowerCase());
  const { header, isForeign } = columnsOf(small);
  if (!isForeign) return header;
  const variant = small.findIndex((name) => VARIANT_NAMES.includes(name));
  const ofPlaces = OF_A_PLACE.filter(([column]) => !header.includes(column)).map(
    ([column, name]) => [small.findIndex((one) => name.test(one)), column] as const,
  );
  const also = new Map<number, FileColumn>([[variant, 'variant'], ...ofPlaces]);
  return header.map((column, at) => column ?? also.get(at));
}

/** The needed columns that no column of the file stands for yet. */
export function missingIn(mapping: Mapping): readonly CsvColumn[] {
  return REQUIRED_COLUMNS.filter((column) => !mapping.includes(column));
}

/** One column stands for each of ours: who says that another one does takes it from the first. */
export function withColumn(mapping: Mapping, at: number, column: FileColumn | undefined): Mapping {
  return mapping.map((before, index) => {
    if (index === at) return column;
    return column !== undefined && before === column ? undefined : before;
  });
}

/** The file as the import takes it: our names, our columns, line by line the same. */
export function mappedCsv({ rows }: ProductFile, mapping: Mapping): string {
  const places = mapping.flatMap((column, at) => (column && column !== 'variant' ? [{ column, at }] : []));
  const variantAt = mapping.indexOf('variant');
  const amountsAt = places.flatMap(({ column, at }) => (AMOUNTS.includes(column) ? [at] : []));
  const comma = hasDecimalCommas(rows.flatMap((row) => amountsAt.map((at) => row[at] ?? '')));
  const lines = rows.map((row) =>
    places.map(({ column, at }) => {
      const cell = cellOf(column, row[at] ?? '', comma);
      return column === 'name' ? nameWithVariant(cell, row[variantAt] ?? '') : cell;
    }),
  );
  return unparse([places.map(({ column }) => column), ...lines], { newline: '\r\n' });
}

const AMOUNTS: readonly CsvColumn[] = ['price', 'cost', 'deposit'];

/** A file writes all its numbers in one way: with a comma before the cents where any of its amounts has one. */
function hasDecimalCommas(cells: readonly string[]): boolean {
  return cells.some((cell) => /\d?,\d{1,2}\D*$/.test(cell)) && !cells.some((cell) => /\.\d{1,2}\D*$/.test(cell));
}

function nameWithVariant(name: string, variant: string): string {
  return name === '' || NO_VARIANT.includes(variant.trim().toLowerCase()) ? name : `${name} ${variant.trim()}`;
}

/**
 * Shopify names a product in the first of its variants' lines alone, and has lines of nothing but a picture: a line without a name has
 * that of its handle, and what is no variant is no line.
 */
function withVariantsNamed(file: ProductFile): ProductFile {
  const small = file.names.map((name) => name.toLowerCase());
  const [handle, title, sku, price] = ['handle', 'title', 'variant sku', 'variant price'].map((name) =>
    small.indexOf(name),
  ) as [number, number, number, number];
  if (handle < 0 || title < 0) return file;
  const ofProduct = ['title', 'vendor', 'type', 'tags', 'product category'].map((name) => small.indexOf(name));
  let first: readonly string[] = [];
  const rows = file.rows.map((row) => {
    if (row[title]?.trim()) first = row;
    if (!row[sku]?.trim() && !row[price]?.trim()) return row.map(() => '');
    if (row === first || row[handle] !== first[handle]) return row;
    return row.map((cell, at) => (cell === '' && ofProduct.includes(at) ? (first[at] ?? '') : cell));
  });
  return { ...file, rows };
}

/** Chosen products as a file the import reads back without changing anything, as the export of all of them is. */
export function exported(products: readonly Product[]): string {
  return unparse([[...EXPORTED_COLUMNS], ...products.flatMap(linesOf)], {
    newline: '\r\n',
    escapeFormulae: RUNS_AS_FORMULA,
  });
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

function cellOf(column: CsvColumn, cell: string, comma: boolean): string {
  if (column === 'cost') return roundedToCents(amountOf(cell, comma));
  if (AMOUNTS.includes(column)) return amountOf(cell, comma);
  if (column === 'stock') return amountOf(cell, comma).replace(/\.0+$/, '');
  if (column === 'tags') return tagsIn(cell).join(CELL_SEPARATOR);
  return cell;
}

/**
 * A number with a point before its decimals, however the file writes it: with a currency, with signs between thousands, with a comma
 * before the cents, less than nothing in brackets or with its sign behind. What is no number stays what it is, for the import to refuse.
 */
function amountOf(cell: string, comma: boolean): string {
  const text = cell.trim();
  if (!/\d/.test(text)) return text;
  const inBrackets = /^\((.+)\)$/.exec(text)?.[1];
  const bare = (inBrackets ?? text).replace(/^[^\d.,-]+|[^\d.,-]+$/g, '');
  const [thousands, decimals] = comma ? ['.', ','] : [',', '.'];
  const parts = new RegExp(`^(-?)(\\d{1,3}(?:\\${thousands}\\d{3})+|\\d*)(?:\\${decimals}(\\d*))?(-?)$`).exec(bare);
  if (!parts) return text;
  const [, before, whole = '', cents, behind] = parts;
  const isLess = before === '-' || behind === '-' || inBrackets !== undefined;
  const plain = (whole || '0').replaceAll(thousands, '');
  return `${isLess ? '-' : ''}${plain}${cents === undefined ? '' : `.${cents}`}`;
}

/** What a bottle of a case cost has parts of a cent in some programs; ours keeps cents. */
function roundedToCents(amount: string): string {
  return /^\d+\.\d{3,}$/.test(amount) ? (Math.round(Number(amount) * 100) / 100).toFixed(2) : amount;
}

function readCsv(text: string): string[][] {
  const bare = text.replace(/^\uFEFF/, '');
  const { data } = parse<string[]>(bare, { skipEmptyLines: false, delimiter: delimiterOf(bare) });
  // The last line's end is no line of its own.
  return data.at(-1)?.every((cell) => cell === '') ? data.slice(0, -1) : data;
}

/** What stands most often between the names of the first line. */
function delimiterOf(text: string): string {
  const names = text.split(/\r?\n/, 1)[0]?.replace(/"[^"]*"/g, '') ?? '';
  const counted = [',', ';', '\t', '|'].map((sign) => ({ sign, count: names.split(sign).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign;
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
