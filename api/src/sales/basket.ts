import { canonicalBarcode } from '@liquor-pos/domain/barcode/barcode';
import { type BaseUnits, type Cents, cents, InexactAmount } from '@liquor-pos/domain/money/money';
import type { AgeRequirement } from '@liquor-pos/domain/pricing/age';
import { bornOnOrBefore, requiredAge } from '@liquor-pos/domain/pricing/age';
import { type Allocated, allocatedIn } from '@liquor-pos/domain/pricing/allocations';
import type { Basket, BasketLine, Customer, ManualDiscount, OfferLeft } from '@liquor-pos/domain/pricing/basket';
import { priceBasket } from '@liquor-pos/domain/pricing/price-basket';
import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import type { RuleBook } from '@liquor-pos/domain/pricing/rules';
import { type SaleHours, saleHours } from '@liquor-pos/domain/pricing/sale-hours';
import { isInEffect } from '@liquor-pos/domain/pricing/selection';
import { roundCash } from '@liquor-pos/domain/tenders/settle';
import type { TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { clockText, type LocalMoment } from '@liquor-pos/domain/time/local-time';
import { momentIn } from '@liquor-pos/domain/time/zoned-time';
import { Types } from 'mongoose';
import { badInput, notFound } from '../errors/domain-error';
import type { FilterQuery } from '../mongo/query-types';
import type { Rules } from '../pricing-rules/rule-books';
import type { AllocationLeft } from '../pricing-rules/rule-limits';
import type { Pack, Product } from '../products/product.schema';
import { productNotFound, unknownBarcode } from '../products/products.service';
import type { Store } from '../store-directory/store.schema';
import { type BelowCost, belowCost } from './below-cost';
import type { QuoteAnswerDto } from './dto/priced-sale.dto';
import type { BasketDto, DiscountDto, SaleLineInputDto } from './dto/sale-input.dto';
import type { Apart } from './goods';

/** A line whose product and pack were found. */
export interface ResolvedLine<P extends Product = Product> {
  product: P;
  pack: Pack;
  input: SaleLineInputDto;
}

/** A basket priced in its store at its time, and what the law asks before it is sold. */
export interface RatedBasket {
  priced: PricedBasket;
  at: LocalMoment;
  age: AgeRequirement | undefined;
  hours: SaleHours;
  allocated: Allocated[];
  belowCost: BelowCost[];
  /** What it comes to where all of it is paid in cash, before that is rounded. */
  inCashCents: Cents;
}

/** What a basket is priced with besides itself. */
interface RatedWith {
  store: Store;
  rules: Rules;
  at: Date;
  ebtCents: Cents;
  /** None where nobody says yet how it is paid. */
  paidWith: readonly TenderType[];
  offersLeft: OfferLeft[];
  /** What a unit of each product costs the store. */
  costs: ReadonlyMap<string, Cents>;
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
  const byBarcode = new Map<string, { product: P; pack: Pack }>();
  for (const product of products) {
    byId.set(product._id.toString(), product);
    if (!product.active) continue;
    for (const pack of product.packs) {
      for (const barcode of pack.barcodes) byBarcode.set(barcode, { product, pack });
    }
  }
  return lines.map((input, index) => {
    const { productId, packId, barcode } = input;
    const path = `lines.${index}`;
    if (barcode !== undefined) {
      if (productId !== undefined || packId !== undefined) {
        throw badInput([{ path, message: 'name either a barcode or a productId and packId' }]);
      }
      const scanned = byBarcode.get(canonicalBarcode(barcode));
      if (!scanned) throw unknownBarcode(`${path}.barcode`);
      return { ...scanned, input };
    }
    const product = byId.get(productId ?? '');
    if (!product) throw productNotFound(`${path}.productId`);
    const pack = product.packs.find(({ id }) => id === packId);
    if (!pack) throw notFound('pack', `${path}.packId`);
    return { product, pack, input };
  });
}

/**
 * Prices resolved lines with the shared pricing package, as the store's clock shows the sale's time.
 * @throws DomainError when the sum is beyond any real sale, or empties name a deposit that is not in effect
 */
export function rateBasket(
  { goods: input, giftCards, accountPayments }: Apart<Pick<BasketDto, 'discount' | 'empties' | 'customer' | 'coupons'>>,
  lines: readonly ResolvedLine[],
  { store, rules, at, ebtCents, paidWith, offersLeft, costs }: RatedWith,
): RatedBasket {
  const gross = lines.reduce(
    (sum, { pack, input: { quantity, override } }) =>
      sum + Math.max(pack.priceCents, override?.unitPriceCents ?? 0) * quantity,
    0,
  );
  if (gross > MAX_TOTAL_CENTS) throw tooLarge();
  const storeId = store._id.toString();
  const basket: Basket = {
    lines: lines.map(toBasketLine),
    empties: input.empties ?? [],
    giftCards: giftCards.map(amountOf),
    accountPayments: accountPayments.map(amountOf),
    discount: manualDiscount(input.discount),
    customer: toCustomer(input.customer),
    coupons: input.coupons ?? [],
    ebtCents,
    paidWith,
    offersLeft,
    storeId,
    at: momentIn(at, store.timezone),
  };
  const book: RuleBook = { ...rules, taxRounding: store.taxRounding };
  assertEmptiesKnown(basket, book);
  assertCouponsKnown(basket, book);
  const priced = withinBounds(() => priceBasket(basket, book));
  const isForCash = book.promotions.some((offer) => offer.paidWith?.includes('cash'));
  const inCash = isForCash ? withinBounds(() => priceBasket({ ...basket, paidWith: ['cash'] }, book)) : priced;
  return {
    priced,
    at: basket.at,
    age: requiredAge(basket.lines, book.ages, storeId, basket.at),
    hours: saleHours(basket.lines, book.hours, storeId, basket.at),
    allocated: allocatedIn(basket, book.allocations),
    inCashCents: inCash.totals.totalCents,
    belowCost: withinBounds(() => belowCost(basket, priced, book, costs)),
  };
}

/** Rules may lawfully come to more together than counts exactly: a dozen taxes of 100 % on each other. */
function withinBounds<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InexactAmount) throw tooLarge();
    throw error;
  }
}

function tooLarge(): Error {
  return badInput([{ path: 'lines', message: 'the total is too large' }]);
}

function amountOf({ amountCents }: { amountCents: number }) {
  return { amountCents: cents(amountCents) };
}

function toBasketLine({ product, pack, input }: ResolvedLine): BasketLine {
  const { override, discount, quantity } = input;
  return {
    productId: product._id.toString(),
    packId: pack.id,
    quantity,
    unitsPerPack: pack.units as BaseUnits,
    unitPriceCents: cents(pack.priceCents),
    category: product.category,
    brand: product.brand,
    vendor: product.vendor,
    tags: product.tags,
    taxCode: product.taxCode,
    containerClass: product.containerClass,
    volumeMl: product.volumeMl,
    abv: product.abv,
    ageRestricted: product.ageRestricted,
    ebtEligible: product.ebtEligible,
    depositCents: cents(product.depositCents),
    ...(override && { override: { unitPriceCents: cents(override.unitPriceCents), reason: override.reason } }),
    ...(discount && { discount: manualDiscount(discount) }),
  };
}

function manualDiscount(discount: DiscountDto | undefined): ManualDiscount | undefined {
  if (!discount) return undefined;
  const { reason } = discount;
  return discount.kind === 'amount'
    ? { kind: 'amount', amountCents: cents(discount.amountCents ?? 0), reason }
    : { kind: 'percent', rateMillionths: discount.rateMillionths ?? 0, reason };
}

function toCustomer(customer: BasketDto['customer']): Customer {
  const { reference, groups = [], taxExemption } = customer ?? {};
  return { reference, groups, taxExempt: taxExemption !== undefined };
}

function assertEmptiesKnown({ empties = [], storeId, at }: Basket, { deposits }: RuleBook): void {
  const unknown = empties.findIndex(
    ({ depositId }) => !deposits.some((rule) => rule.id === depositId && isInEffect(rule, storeId, at)),
  );
  if (unknown >= 0) throw notFound('deposit', `empties.${unknown}.depositId`);
}

function assertCouponsKnown({ coupons = [] }: Basket, { promotions }: RuleBook): void {
  const unknown = coupons.findIndex((code) => !promotions.some(({ couponCode }) => couponCode === code));
  if (unknown >= 0) throw notFound('coupon', `coupons.${unknown}`);
}

/** What a quote says besides: what is left of what is limited, of this customer. */
export interface QuotedWith {
  store: Store;
  offersLeft: OfferLeft[];
  allocations: readonly AllocationLeft[];
}

/** A priced basket with the names people know its lines by, and what stands between it and the sale. */
export function toQuote(
  lines: readonly ResolvedLine[],
  rated: RatedBasket,
  { store, offersLeft, allocations }: QuotedWith,
): QuoteAnswerDto {
  const { priced, age, at } = rated;
  return {
    lines: priced.lines.map((line, index) => ({ ...line, ...namesOf(lines[index]) })),
    empties: priced.empties,
    totals: figuresOf(priced.totals),
    totalCents: priced.totals.totalCents,
    cashTotalCents: roundCash(rated.inCashCents, store.cashRounding),
    ebtEligibleCents: priced.ebtEligibleCents,
    rulesVersion: priced.rulesVersion,
    promotionsExact: priced.promotionsExact,
    promotionsMostMissedCents: priced.promotionsMostMissedCents,
    ageRequirement: age
      ? {
          minimumAge: age.minimumAge,
          bornOnOrBefore: bornOnOrBefore(age.minimumAge, at.date),
          visualAllowed: age.visualAllowed,
        }
      : null,
    saleHours: toSaleHours(rated.hours),
    belowCost: rated.belowCost,
    allocations: allocations.map(({ rule, units, left }) => ({
      ...{ ruleId: rule.id, name: rule.name, per: rule.per },
      ...{ units, most: rule.units, left },
    })),
    offersLeft,
  };
}

export function toSaleHours(hours: SaleHours): QuoteAnswerDto['saleHours'] {
  return {
    open: hours.open,
    until: hours.open ? momentText(hours.until) : null,
    opensAt: hours.open ? null : momentText(hours.opensAt),
    rule: hours.rule?.name ?? null,
    byApproval: !hours.open && hours.rule.byApproval,
  };
}

function momentText(moment: LocalMoment | undefined): string | null {
  return moment ? `${moment.date}T${clockText(moment.minute)}` : null;
}

export function namesOf(line: ResolvedLine | undefined) {
  if (!line) throw new Error('a priced line belongs to no line of the basket');
  const { product, pack } = line;
  const { sku, name, brand, category, vendor, volumeMl } = product;
  return { sku, name, brand, category, vendor, volumeMl, packName: pack.name };
}

/** The figures of the contract. */
function figuresOf({ includedTaxCents, emptiesCents, ...figures }: PricedBasket['totals']) {
  return figures;
}
