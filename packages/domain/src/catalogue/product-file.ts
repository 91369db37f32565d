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
