import { CSV_COLUMNS, type CsvColumn } from './product-csv';

/** What other programs call our columns in the files they export: Square, Shopify, Lightspeed, KORONA, and what people write by hand. */
const ALSO_CALLED: Partial<Record<CsvColumn, readonly string[]>> = {
  sku: ['variant sku', 'item code', 'article number', 'product code', 'custom sku'],
  name: ['item name', 'product name', 'title', 'description', 'article name', 'item'],
  brand: ['brand name', 'brand_name', 'manufacturer'],
  category: [
    'category name',
    'product_category',
    'product category',
    'type',
    'department',
    'commodity group',
    'reporting category',
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
  ],
  price: ['variant price', 'retail_price', 'retail price', 'default price', 'sales price', 'price incl. tax'],
  barcodes: ['barcode', 'variant barcode', 'gtin', 'upc', 'ean', 'upc/ean'],
  reorderPoint: ['reorder point', 'reorder_point', 'stock alert count', 'minimum stock'],
};

const OWN = new Map(CSV_COLUMNS.map((column) => [column.toLowerCase(), column]));
const OTHERS = new Map(
  Object.entries(ALSO_CALLED).flatMap(([column, names]) => names.map((name) => [name, column as CsvColumn] as const)),
);

/**
 * Which column each name of a first line stands for, in small letters. A file is foreign once a name is only another program's; of two
 * names for one column the first counts there.
 */
export function columnsOf(names: readonly string[]): { header: (CsvColumn | undefined)[]; isForeign: boolean } {
  const isForeign = names.some((name) => OTHERS.has(name) && !OWN.has(name));
  const taken = new Set<CsvColumn>(names.flatMap((name) => OWN.get(name) ?? []));
  const header = names.map((name) => {
    const own = OWN.get(name);
    if (own || !isForeign) return own;
    const column = OTHERS.get(name);
    if (!column || taken.has(column)) return undefined;
    taken.add(column);
    return column;
  });
  return { header, isForeign };
}
