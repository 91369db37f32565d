import { CELL_SEPARATOR, type CsvCells, type CsvColumn, tagsIn } from '@liquor-pos/domain/catalogue/product-file';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import type { FieldFault } from '../errors/domain-error';
import { cardNumberFaults } from '../http/card-numbers';
import { CreateProductDto } from './dto/product.dto';
import { centsOfText } from './product-csv';

/** The column in which a field of the product stands, where the names differ. */
const COLUMN_OF_FIELD: Record<string, CsvColumn> = {
  costCents: 'cost',
  depositCents: 'deposit',
  'packs.0.name': 'pack',
  'packs.0.units': 'units',
  'packs.0.priceCents': 'price',
  'packs.0.barcodes': 'barcodes',
};

const YES = ['yes', 'true', '1', 'y'];
const NO = ['no', 'false', '0', 'n'];

export type ReadRow = { product: CreateProductDto } | { faults: FieldFault[] };

/** One line as the product with one pack that it describes, held to the same rules as one sent as JSON. */
export function readRow(cells: CsvCells): ReadRow {
  const product = plainToInstance(CreateProductDto, {
    sku: cells.sku,
    name: cells.name,
    brand: cells.brand || null,
    category: cells.category || null,
    vendor: cells.vendor || null,
    volumeMl: integer(cells.volumeMl),
    abv: integer(cells.abv),
    vintage: integer(cells.vintage),
    taxCode: cells.taxCode || null,
    containerClass: cells.containerClass || null,
    tags: tagsIn(cells.tags ?? ''),
    ageRestricted: yesOrNo(cells.ageRestricted),
    ebtEligible: yesOrNo(cells.ebtEligible),
    costCents: amount(cells.cost),
    depositCents: amount(cells.deposit),
    reorderPoint: integer(cells.reorderPoint),
    packs: [
      {
        name: cells.pack || 'Bottle',
        units: integer(cells.units) ?? 1,
        priceCents: centsOfText(cells.price ?? ''),
        // Some programs put an apostrophe before digits, so that no spreadsheet shortens them.
        barcodes: several(cells.barcodes).map((code) => code.replace(/^'/, '')),
      },
    ],
  });
  const faults = [
    ...validateSync(product).flatMap((error) => faultsOf(error, '')),
    ...shortenedBarcodes(cells),
    ...cardNumberFaults(cells),
  ];
  return faults.length > 0 ? { faults } : { product };
}

/** Text that is no number stays text, for the validation to refuse by name. */
function integer(cell: string | undefined): number | string | null {
  if (!cell) return null;
  return /^\d+$/.test(cell) ? Number(cell) : cell;
}

function amount(cell: string | undefined): number | undefined {
  return cell ? centsOfText(cell) : undefined;
}

function yesOrNo(cell: string | undefined): boolean | string | undefined {
  if (!cell) return undefined;
  if (YES.includes(cell.toLowerCase())) return true;
  return NO.includes(cell.toLowerCase()) ? false : cell;
}

function several(cell: string | undefined): string[] {
  return (cell ?? '')
    .split(CELL_SEPARATOR)
    .map((value) => value.trim())
    .filter(Boolean);
}

/** A spreadsheet shows a long number as 8.8E+11, and saves what it shows: the digits are gone. */
const SHORTENED = /^\d+([.,]\d+)?E\+?\d+$/i;

function shortenedBarcodes({ barcodes }: CsvCells): FieldFault[] {
  return several(barcodes)
    .filter((code) => SHORTENED.test(code))
    .map((code) => ({
      path: 'barcodes',
      message: `${code} was shortened by a spreadsheet; format the column as text, and bring the digits back`,
    }));
}

/** What is wrong in words for who looks at a cell: amounts stand there with a point, and are checked in cents. */
function saidOf({ constraints = {}, value }: ValidationError, path: string): string[] {
  if (!['cost', 'deposit', 'price'].includes(path)) return Object.values(constraints);
  return Number.isFinite(value) ? ['is more than any price'] : ['must be an amount such as 7.13'];
}

function faultsOf(error: ValidationError, parent: string): FieldFault[] {
  const field = parent ? `${parent}.${error.property}` : error.property;
  const path = COLUMN_OF_FIELD[field] ?? field;
  const own = error.constraints ? saidOf(error, path).map((message) => ({ path, message })) : [];
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, field))];
}
