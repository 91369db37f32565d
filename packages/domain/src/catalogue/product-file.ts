/** The columns of a product file, one line for each pack of a product. `stock` is in base units, and is taken by the opening stock alone. */
export const CSV_COLUMNS = [
  'sku',
  'name',
  'brand',
  'category',
  'vendor',
  'volumeMl',
  'abv',
  'vintage',
  'taxCode',
  'containerClass',
  'tags',
  'ageRestricted',
  'ebtEligible',
  'cost',
  'deposit',
  'reorderPoint',
  'pack',
  'units',
  'price',
  'barcodes',
  'stock',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];
export type CsvCells = Partial<Record<CsvColumn, string>>;

export const REQUIRED_COLUMNS: readonly CsvColumn[] = ['sku', 'name', 'price'];

/** What other programs call our columns in the files they export: Square, Shopify, Lightspeed, KORONA, and what people write by hand. */
const ALSO_CALLED: Partial<Record<CsvColumn, readonly string[]>> = {
  sku: [
    'variant sku',
    'item code',
    'article number',
    'product code',
    'custom sku',
    'number',
    'nummer',
    'artikelnummer',
  ],
  name: ['item name', 'product name', 'title', 'description', 'article name', 'item', 'bezeichnung'],
  brand: ['brand name', 'brand_name', 'manufacturer'],
  category: [
    'category name',
    'product_category',
    'product category',
    'type',
    'department',
    'commodity group',
    'reporting category',
    'warengruppe',
  ],
  vendor: ['vendor name', 'default vendor name', 'supplier', 'supplier_name', 'supplier name'],
  cost: [
    'cost price',
    'default unit cost',
    'cost per item',
    'default cost',
    'supply_price',
    'supply price',
    'purchase price',
    'ek-preis',
  ],
  price: [
    'variant price',
    'retail_price',
    'retail price',
    'default price',
    'sales price',
    'price incl. tax',
    'vk-preis',
    'verkaufspreis',
  ],
  barcodes: ['barcode', 'variant barcode', 'gtin', 'upc', 'ean', 'upc/ean'],
  stock: [
    'on hand',
    'opening stock',
    'stock on hand',
    'current quantity',
    'quantity on hand',
    'inventory quantity',
    'variant inventory qty',
    'inventory',
    'qty',
    'qty.',
    'bestand',
  ],
  reorderPoint: ['reorder point', 'reorder_point', 'stock alert count', 'minimum stock'],
};

const OWN = new Map(CSV_COLUMNS.map((column) => [column.toLowerCase(), column]));
const OTHERS = new Map(
  Object.entries(ALSO_CALLED).flatMap(([column, names]) => names.map((name) => [name, column as CsvColumn] as const)),
);

/**
 * Which column each name of a first line stands for, in small letters. A file is foreign once a name is only another program's; of two
 * names for one column the first counts.
 */
export function columnsOf(names: readonly string[]): { header: (CsvColumn | undefined)[]; isForeign: boolean } {
  const isForeign = names.some((name) => OTHERS.has(name) && !OWN.has(name));
  const ofOwnName = new Set<CsvColumn>(names.flatMap((name) => OWN.get(name) ?? []));
  const taken = new Set<CsvColumn>();
  const header = names.map((name) => {
    const own = OWN.get(name);
    const other = isForeign ? OTHERS.get(name) : undefined;
    const column = own ?? (other && !ofOwnName.has(other) ? other : undefined);
    if (!column || taken.has(column)) return undefined;
    taken.add(column);
    return column;
  });
  return { header, isForeign };
}

/**
 * The encodings a file may be in, to be tried one after the other. Spreadsheets save as UTF-8, as UTF-16 with a mark, or as the old Windows
 * code page, which has no mark: what is no UTF-8 is that.
 */
export function encodingsOf(bytes: Uint8Array): readonly string[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le'];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be'];
  return ['utf-8', 'windows-1252'];
}

/** Between several values of a cell: a pack's barcodes, a product's tags. */
export const CELL_SEPARATOR = ';';

/** What parts tags in product files, those of other programs too, and in the field they are typed into. */
const PARTS_TAGS = ',;|';

/** A tag has none of the signs that part tags: it would be two when it is read back. */
export const TAG = new RegExp(`^[^${PARTS_TAGS}]*$`);

/** The tags of a cell or of a field, each once. */
export function tagsIn(text: string): string[] {
  const parts = text.split(new RegExp(`[${PARTS_TAGS}]`));
  return [...new Set(parts.map((tag) => tag.trim()))].filter(Boolean);
}

/** What a product file says of a product. Amounts are cents. */
export interface FiledProduct {
  sku: string;
  name: string;
  brand: string | null;
  category: string | null;
  vendor: string | null;
  volumeMl: number | null;
  abv: number | null;
  vintage: number | null;
  taxCode: string | null;
  containerClass: string | null;
  tags: readonly string[];
  ageRestricted: boolean;
  ebtEligible: boolean;
  costCents: number;
  depositCents: number;
  reorderPoint: number | null;
  packs: readonly { name: string; units: number; priceCents: number; barcodes: readonly string[] }[];
}

/** What is on hand is no part of a product, and another thing tomorrow. */
export const EXPORTED_COLUMNS: readonly CsvColumn[] = CSV_COLUMNS.filter((column) => column !== 'stock');

/** A product's lines in a file, one for each pack, in the order of the exported columns; the import reads them back without changing anything. */
export function linesOf(product: FiledProduct): string[][] {
  return product.packs.map((pack) => {
    const cells = cellsOf(product, pack);
    return EXPORTED_COLUMNS.map((column) => cells[column] ?? '');
  });
}

function cellsOf(product: FiledProduct, pack: FiledProduct['packs'][number]): CsvCells {
  return {
    sku: product.sku,
    name: product.name,
    brand: textOf(product.brand),
    category: textOf(product.category),
    vendor: textOf(product.vendor),
    volumeMl: textOf(product.volumeMl),
    abv: textOf(product.abv),
    vintage: textOf(product.vintage),
    taxCode: textOf(product.taxCode),
    containerClass: textOf(product.containerClass),
    tags: product.tags.join(CELL_SEPARATOR),
    ageRestricted: product.ageRestricted ? 'yes' : 'no',
    ebtEligible: product.ebtEligible ? 'yes' : 'no',
    cost: textOfCents(product.costCents),
    deposit: textOfCents(product.depositCents),
    reorderPoint: textOf(product.reorderPoint),
    pack: pack.name,
    units: String(pack.units),
    price: textOfCents(pack.priceCents),
    barcodes: pack.barcodes.join(CELL_SEPARATOR),
  };
}

function textOf(value: string | number | null): string {
  return value === null ? '' : String(value);
}

/** 713 is "7.13". */
export function textOfCents(amount: number): string {
  return `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
}
