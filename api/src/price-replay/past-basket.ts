import { type Cents, cents, sumCents } from '@liquor-pos/domain/money/money';
import type { Basket, BasketLine, ManualDiscount } from '@liquor-pos/domain/pricing/basket';
import type { LineDiscount } from '@liquor-pos/domain/pricing/priced-basket';
import type { Promotion } from '@liquor-pos/domain/pricing/rules';
import { momentIn } from '@liquor-pos/domain/time/zoned-time';
import type { Sale, SaleLine } from '../ledger/documents/sale.schema';
import type { Product } from '../products/product.schema';
import type { Store } from '../store-directory/store.schema';

/**
 * What was rung up for a sale, to be priced again: its prices by hand and discounts, its customer and coupons, at its minute. What it does
 * not say of its goods, tags and tax codes, is the catalogue's of today. Undefined where that no longer knows them.
 */
export function pastBasket(
  sale: Sale,
  store: Store,
  products: ReadonlyMap<string, Product>,
  promotions: readonly Promotion[],
): Basket | undefined {
  const lines = sale.lines.map((line) => {
    const product = products.get(line.productId.toString());
    return product && pastLine(line, product);
  });
  if (lines.includes(undefined)) return undefined;
  const discounts = sale.lines.flatMap((line) => line.discounts);
  const { reference, groups, taxExemption } = sale.customer ?? { reference: null, groups: [], taxExemption: null };
  return {
    lines: lines.filter((line) => line !== undefined),
    discount: byHand(discounts, 'sale_discount'),
    customer: { reference: reference ?? undefined, groups, taxExempt: taxExemption !== null },
    coupons: couponsOf(discounts, promotions),
    ebtCents: sumCents(sale.lines.map((line) => line.ebtCents)),
    paidWith: sale.tenders.map(({ type }) => type),
    storeId: sale.storeId.toString(),
    at: momentIn(sale.at, store.timezone),
  };
}

function pastLine(line: SaleLine, product: Product): BasketLine {
  const { productId, packId, quantity, unitsPerPack, unitPriceCents, category, brand, vendor, volumeMl } = line;
  const { tags, taxCode, containerClass, abv, ageRestricted, ebtEligible, depositCents } = product;
  return {
    ...{ productId: productId.toString(), packId, quantity, unitsPerPack, unitPriceCents },
    ...{ category, brand, vendor, volumeMl, tags, taxCode, containerClass, abv, ageRestricted, ebtEligible },
    depositCents: cents(depositCents),
    override: overrideOf(line),
    discount: byHand(line.discounts, 'line_discount'),
  };
}

/** A price set by hand is kept as what it took off. */
function overrideOf({ discounts, grossCents, quantity }: SaleLine): BasketLine['override'] {
  const overridden = discounts.find(({ kind }) => kind === 'price_override');
  if (!overridden) return undefined;
  const before = sumCents(discounts.filter(({ kind }) => kind === 'promotion').map(({ amountCents }) => amountCents));
  const charged = grossCents - before - overridden.amountCents;
  return { unitPriceCents: cents(Math.round(charged / quantity)), reason: overridden.name };
}

function byHand(discounts: readonly LineDiscount[], kind: LineDiscount['kind']): ManualDiscount | undefined {
  const given = discounts.filter((discount) => discount.kind === kind);
  const amountCents: Cents = sumCents(given.map((discount) => discount.amountCents));
  const [first] = given;
  return first && amountCents > 0 ? { kind: 'amount', amountCents, reason: first.name } : undefined;
}

/** Coupons leave their trace in what they took off. */
function couponsOf(discounts: readonly LineDiscount[], promotions: readonly Promotion[]): string[] {
  const given = new Set(discounts.map(({ ruleId }) => ruleId));
  return promotions.flatMap(({ id, couponCode }) => (couponCode !== null && given.has(id) ? [couponCode] : []));
}
