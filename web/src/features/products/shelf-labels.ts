import { bottleSize } from '@liquor-pos/domain/catalogue/bottle-size';
import type { ShelfLabel } from '@liquor-pos/domain/labels/zpl-labels';
import { formatCents } from '../../lib/format';
import type { Product } from './api/products';

/** A label for each pack of some products, whatever prints them. */
export function shelfLabels(products: readonly Product[], currency: string): ShelfLabel[] {
  return products.flatMap((product) =>
    product.packs.map((pack, place) => ({
      name: product.name,
      detail: `${bottleSize(product.volumeMl)} ${pack.name}`.trim(),
      price: formatCents(pack.priceCents, currency),
      code: codeOf(product, place),
    })),
  );
}

/** The pack's own barcode. A bottle without one has the SKU; a case must not be scanned as its bottle. */
function codeOf({ sku, packs }: Product, place: number): string | undefined {
  return packs[place]?.barcodes[0] ?? (place === 0 ? sku : undefined);
}
