import { type BaseUnits, cents } from '@liquor-pos/pricing/money';
import { type PricedBasket, priceBasket } from '@liquor-pos/pricing/price-basket';
import { Types } from 'mongoose';
import { badInput, notFound } from '../common/domain-error';
import type { FilterQuery } from '../common/query-types';
import { canonicalBarcode } from '../products/barcode';
import type { Pack, Product } from '../products/product.schema';
import { productNotFound, unknownBarcode } from '../products/products.service';
import type { QuotedLineDto, SaleLineInputDto } from './dto/sale.dto';

/** A line whose product and pack were found. */
export interface ResolvedLine<P extends Product = Product> {
  product: P;
  pack: Pack;
  quantity: number;
}

/** Past this a sum of line totals could stop being exact; no real basket is near it. */
const MAX_TOTAL_CENTS = 100_000_000_000_000;

/** Finds every product the lines name, by id or by barcode, in one query. */
export function productsOf(lines: readonly SaleLineInputDto[]): FilterQuery {
  const ids = lines.flatMap(({ productId }) => (productId === undefined ? [] : [new Types.ObjectId(productId)]));
  const barcodes = lines.flatMap(({ barcode }) => (barcode === undefined ? [] : [canonicalBarcode(barcode)]));
  if (barcodes.length === 0) return { _id: { $in: ids } };
  const scanned = { barcodes: { $in: barcodes } };
  return ids.length === 0 ? scanned : { $or: [{ _id: { $in: ids } }, scanned] };
}

/** @throws DomainError `product_not_found`, `pack_not_found`, `unknown_barcode`, each naming the line at fault */
export function resolveLines<P extends Product>(
  lines: readonly SaleLineInputDto[],
  products: readonly P[],
): ResolvedLine<P>[] {
  const byId = new Map<string, P>();
  const byBarcode = new Map<string, ResolvedLine<P>>();
  for (const product of products) {
    byId.set(product._id.toString(), product);
    if (!product.active) continue;
    for (const pack of product.packs) {
      for (const barcode of pack.barcodes) byBarcode.set(barcode, { product, pack, quantity: 1 });
    }
  }
  return lines.map(({ productId, packId, barcode, quantity }, index) => {
    const path = `lines.${index}`;
    if (barcode !== undefined) {
      if (productId !== undefined || packId !== undefined) {
        throw badInput([{ path, message: 'name either a barcode or a productId and packId' }]);
      }
      const scanned = byBarcode.get(canonicalBarcode(barcode));
      if (!scanned) throw unknownBarcode(`${path}.barcode`);
      return { ...scanned, quantity };
    }
    const product = byId.get(productId ?? '');
    if (!product) throw productNotFound(`${path}.productId`);
    const pack = product.packs.find(({ id }) => id === packId);
    if (!pack) throw notFound('pack', `${path}.packId`);
    return { product, pack, quantity };
  });
}

/** Prices resolved lines with the shared pricing package. @throws DomainError when the sum is beyond any real sale */
export function priceLines(lines: readonly ResolvedLine[]): PricedBasket {
  const gross = lines.reduce((sum, { pack, quantity }) => sum + pack.priceCents * quantity, 0);
  if (gross > MAX_TOTAL_CENTS) throw badInput([{ path: 'lines', message: 'the total is too large' }]);
  return priceBasket({
    lines: lines.map(({ product, pack, quantity }) => ({
      productId: product._id.toString(),
      packId: pack.id,
      quantity,
      unitsPerPack: pack.units as BaseUnits,
      unitPriceCents: cents(pack.priceCents),
    })),
  });
}

/** A priced basket with the names people know its lines by. */
export function toQuote(lines: readonly ResolvedLine[], priced: PricedBasket) {
  const quoted: QuotedLineDto[] = priced.lines.map((line, index) => ({ ...line, ...namesOf(lines[index]) }));
  return { lines: quoted, totals: priced.totals, totalCents: priced.totals.totalCents };
}

export function namesOf(line: ResolvedLine | undefined) {
  if (!line) throw new Error('a priced line belongs to no line of the basket');
  const { product, pack } = line;
  return { sku: product.sku, name: product.name, category: product.category, packName: pack.name };
}
