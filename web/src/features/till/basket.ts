import { baseUnits, cents } from '@liquor-pos/domain/money/money';
import { type AgeRequirement, isAgeRestricted, requiredAge } from '@liquor-pos/domain/pricing/age';
import { allocatedIn } from '@liquor-pos/domain/pricing/allocations';
import type { BasketLine, ManualDiscount, Basket as PricedInput } from '@liquor-pos/domain/pricing/basket';
import { linesBeyondShare } from '@liquor-pos/domain/pricing/hand-limit';
import { priceBasket } from '@liquor-pos/domain/pricing/price-basket';
import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import type { RuleBook } from '@liquor-pos/domain/pricing/rules';
import { type SaleHours, saleHours } from '@liquor-pos/domain/pricing/sale-hours';
import { isInEffect, promotionDay } from '@liquor-pos/domain/pricing/selection';
import type { TenderedType, TenderType } from '@liquor-pos/domain/tenders/tender-types';
import type { LocalMoment } from '@liquor-pos/domain/time/local-time';
import { sumOf } from '../../domain/settlement';
import type { Schemas } from '../../lib/api-client';

export type Product = Schemas['ProductDto'];
export type Pack = Schemas['PackDto'];
export type Discount = Schemas['DiscountDto'];
export type PriceOverride = Schemas['PriceOverrideDto'];
export type Empties = Schemas['EmptiesDto'];
export type SaleCustomer = Schemas['SaleCustomerDto'];
export type GiftCard = Schemas['GiftCardInputDto'];

/** What is paid into a house account. */
export type AccountPayment = Schemas['AccountPaymentInputDto'] & { name: string };

/** Goods of an earlier sale that come back for what is rung up. */
export interface Exchange {
  /** As the server is asked for it. */
  goods: Schemas['ExchangeDto'];
  receiptNumber: string;
  /** What they are, in words. */
  names: string;
  /** What they were charged, as it would go back. */
  worthCents: number;
  /** So much of that to cards and the like, which a rest goes back to first. */
  exactCents: number;
  /** What they were paid with, which is what they pay with. */
  paidWith: readonly TenderType[];
}

/** A part of the payment that is in the cashier's hand. */
export interface PaidWith {
  type: TenderedType;
  amountCents: number;
  /** A check's number, or what it is. */
  reference?: string;
  /** Of a gift card, store credit or house account. */
  code?: string;
  /** Of a house account; the server knows it itself. */
  name?: string;
}

/** What the till prices with, as the server answers it. */
export type Book = Omit<Schemas['RuleBookDto'], keyof RuleBook> & RuleBook;

/** One line of the till's basket: a pack of a product, and how many. */
export interface BasketEntry {
  product: Product;
  pack: Pack;
  quantity: number;
  override?: PriceOverride | undefined;
  discount?: Discount | undefined;
}

export type Basket = readonly BasketEntry[];

/** What a sale is made of before it is paid. */
export interface SaleContent {
  basket: Basket;
  /** On the whole sale. */
  discount?: Discount | undefined;
  /** Empty containers brought back. */
  empties?: readonly Empties[] | undefined;
  customer?: SaleCustomer | undefined;
  /** Codes of the store's coupons. */
  coupons?: readonly string[] | undefined;
  /** What the server said was left of limited offers for this customer, where it priced the sale anew. */
  offersLeft?: Book['offersLeft'] | undefined;
  giftCards?: readonly GiftCard[] | undefined;
  accountPayments?: readonly AccountPayment[] | undefined;
  exchange?: Exchange | undefined;
  /** Taken already, with a rest still to pay: kept over a reload, for the money is in the drawer. What benefits paid is not taxed. */
  tendered?: readonly PaidWith[];
}

/** What was taken off by hand: other prices, and discounts on lines and on the sale. */
export function givenAwayCents(sale: SaleContent, book: Book, at: LocalMoment): number {
  const { lines } = priced(sale, book, at);
  const byHand = lines.flatMap(({ discounts }) => discounts.filter(({ kind }) => kind !== 'promotion'));
  return byHand.reduce((sum, { amountCents }) => sum + Math.max(amountCents, 0), 0);
}

/** Whether a cashier may take off by hand what is taken off; of nothing yet rung up nobody knows. */
export function isWithinShare(sale: SaleContent, book: Book, at: LocalMoment): boolean {
  const { cashierDiscountMillionths: share } = book;
  return share > 0 && sale.basket.length > 0 && linesBeyondShare(priced(sale, book, at).lines, share).length === 0;
}

/** Nothing to pay for and nothing to pay out. */
export function isNothing({ basket, empties = [], giftCards = [], accountPayments = [] }: SaleContent): boolean {
  return basket.length + empties.length + giftCards.length + accountPayments.length === 0;
}

/** Scanning a bottle again counts up its line, wherever it stands; a line changed by hand stays as it is. */
export function added(basket: Basket, product: Product, pack: Pack, quantity: number): Basket {
  const known = basket.find((entry) => isPack(entry, product.id, pack.id) && !entry.override && !entry.discount);
  if (known) return withChange(basket, known, { product, pack, quantity: known.quantity + quantity });
  return [...basket, { product, pack, quantity }];
}

/** Nothing of it takes the line off. */
export function withQuantity(basket: Basket, changed: BasketEntry, quantity: number): Basket {
  if (quantity <= 0) return basket.filter((entry) => entry !== changed);
  return basket.map((entry) => (entry === changed ? { ...entry, quantity } : entry));
}

/** What is left of a basket of which some was sold already. */
export function withoutSold(
  basket: Basket,
  sold: readonly { productId: string; packId: string; quantity: number }[],
): BasketEntry[] {
  return basket.flatMap((entry) => {
    const lines = sold.filter(({ productId, packId }) => productId === entry.product.id && packId === entry.pack.id);
    const quantity = entry.quantity - lines.reduce((sum, line) => sum + line.quantity, 0);
    return quantity > 0 ? [{ ...entry, quantity }] : [];
  });
}

/** The gift cards and payments on account that were not sold with the others. */
export function valueLeft(
  { giftCards = [], accountPayments = [] }: Pick<SaleContent, 'giftCards' | 'accountPayments'>,
  sold: readonly {
    giftCard?: { amountCents: number } | undefined;
    accountPayment?: { code: string; amountCents: number } | undefined;
  }[],
): Pick<SaleContent, 'giftCards' | 'accountPayments'> {
  /** A new gift card has its code from the server: what is on it tells it. An account is told by its code. */
  const left = <T extends { amountCents: number }>(
    all: readonly T[],
    isSame: (one: T) => (line: (typeof sold)[number]) => boolean,
  ) => {
    const others = [...sold];
    return all.filter((one) => {
      const index = others.findIndex(isSame(one));
      if (index >= 0) others.splice(index, 1);
      return index < 0;
    });
  };
  const cards = left(
    giftCards,
    ({ amountCents }) =>
      ({ giftCard }) =>
        giftCard?.amountCents === amountCents,
  );
  const payments = left(
    accountPayments,
    ({ code, amountCents }) =>
      ({ accountPayment: paid }) =>
        paid?.code === code && paid.amountCents === amountCents,
  );
  return {
    ...(cards.length > 0 && { giftCards: cards }),
    ...(payments.length > 0 && { accountPayments: payments }),
  };
}

export function withChange(basket: Basket, changed: BasketEntry, change: Partial<BasketEntry>): Basket {
  return basket.map((entry) => (entry === changed ? { ...entry, ...change } : entry));
}

/** The products as the catalogue has them now; what it no longer has stays as it was rung up. */
export function refreshed(basket: Basket, products: readonly Product[]): Basket {
  const byId = new Map(products.map((product) => [product.id, product]));
  return basket.map((entry) => {
    const product = byId.get(entry.product.id);
    const pack = product?.packs.find(({ id }) => id === entry.pack.id);
    return product && pack ? { ...entry, product, pack } : entry;
  });
}

/** The prices of a new quote, where they differ from what the till showed. */
export function repriced(basket: Basket, quote: Schemas['QuoteAnswerDto']): Basket {
  return basket.map((entry) => {
    const line = quote.lines.find(({ productId, packId }) => isPack(entry, productId, packId));
    return line ? { ...entry, pack: { ...entry.pack, priceCents: line.unitPriceCents } } : entry;
  });
}

/** What the sale costs, by the same code the server checks it with. */
export function priced(sale: SaleContent, book: Book, at: LocalMoment): PricedBasket {
  return priceBasket(toInput(sale, book, at), book);
}

/** What benefits pay. */
export function ebtOf(tenders: readonly PaidWith[]): number {
  return sumOf(tenders.filter(({ type }) => type === 'ebt'));
}

/** The deposits that are paid out for empties now, in this store. */
export function depositsPaidOut({ deposits, storeId }: Book, at: LocalMoment): Book['deposits'] {
  return deposits.filter((rule) => isInEffect(rule, storeId, at));
}

/** What stands between the basket and the sale: an age, an hour. */
export function askedOf(
  basket: Basket,
  book: Book,
  at: LocalMoment,
): { age: AgeRequirement | undefined; hours: SaleHours } {
  const { lines, storeId } = toInput({ basket }, book, at);
  return { age: requiredAge(lines, book.ages, storeId, at), hours: saleHours(lines, book.hours, storeId, at) };
}

/** What is told of an allocated product before the server is asked, which alone knows what a customer had before. */
export interface LimitToTell {
  id: string;
  name: string;
  /** Base units. */
  most: number;
  /** A name is missing, or more is rung up than anybody may have. */
  fault: 'customer_needed' | 'too_many';
}

export function limitsToTell({ basket, customer }: SaleContent, book: Book, at: LocalMoment): LimitToTell[] {
  return allocatedIn(toInput({ basket }, book, at), book.allocations).flatMap(
    ({ rule: { id, name, units: most, per }, units }): LimitToTell[] => {
      if (per !== 'sale' && !customer?.reference) return [{ id, name, most, fault: 'customer_needed' }];
      return units > most ? [{ id, name, most, fault: 'too_many' }] : [];
    },
  );
}

/** The code of a coupon that some offer of this store asks for these days, however it was typed. */
export function couponIn(text: string, { promotions, storeId }: Book, at: LocalMoment): string | undefined {
  const code = text.trim().toUpperCase();
  const isAsked = promotions.some(
    (offer) => offer.couponCode === code && isInEffect(offer, storeId, { ...at, date: promotionDay(offer, at) }),
  );
  return isAsked ? code : undefined;
}

/**
 * The coupon that a scanner sent: it has letters, and is no search where it came in one go.
 * @param typed what stands in the field
 * @param burst the keys that came in one go: a dialog may have gone in the middle of them, or a moment before
 */
export function couponScanned(typed: string, burst: string, book: Book, at: LocalMoment): string | undefined {
  if (typed === '' || !burst.endsWith(typed)) return undefined;
  return couponIn(typed, book, at) ?? couponIn(burst, book, at);
}

/** An offer may end, or lose its coupon, while that stands in the sale. */
export function couponsTaken({ coupons = [] }: SaleContent, book: Book, at: LocalMoment): string[] {
  return coupons.filter((code) => couponIn(code, book, at) !== undefined);
}

/** The basket without what an age is asked for. */
export function withoutRestricted(basket: Basket, book: Book, at: LocalMoment): Basket {
  const asking = book.ages.filter((rule) => isInEffect(rule, book.storeId, at));
  return basket.filter((entry) => !asking.some((rule) => isAgeRestricted(toLine(entry), rule)));
}

/** The sale as the server is asked for it, but for how it is paid. */
export function requestOf(sale: SaleContent, book: Book, at: LocalMoment): Schemas['QuoteDto'] {
  const empties = emptiesTaken(sale, book, at);
  const coupons = couponsTaken(sale, book, at);
  return {
    lines: [
      ...sale.basket.map(({ product, pack, quantity, override, discount }) => ({
        productId: product.id,
        packId: pack.id,
        quantity,
        ...(override && { override }),
        ...(discount && { discount }),
      })),
      ...(sale.giftCards ?? []).map((giftCard) => ({ giftCard })),
      ...(sale.accountPayments ?? []).map(({ code, amountCents }) => ({ accountPayment: { code, amountCents } })),
    ],
    ...(empties.length > 0 && { empties }),
    ...(sale.discount && { discount: sale.discount }),
    ...(sale.customer && { customer: sale.customer }),
    ...(coupons.length > 0 && { coupons }),
  };
}

function toInput(sale: SaleContent, book: Book, at: LocalMoment): PricedInput {
  const { basket, discount, customer } = sale;
  return {
    lines: basket.map(toLine),
    empties: emptiesTaken(sale, book, at),
    giftCards: (sale.giftCards ?? []).map(({ amountCents }) => ({ amountCents: cents(amountCents) })),
    accountPayments: (sale.accountPayments ?? []).map(({ amountCents }) => ({ amountCents: cents(amountCents) })),
    discount: discount && toManualDiscount(discount),
    customer: {
      reference: customer?.reference,
      groups: customer?.groups ?? [],
      taxExempt: customer?.taxExemption !== undefined,
    },
    offersLeft: (sale.offersLeft ?? book.offersLeft).map((left) => ({
      ...left,
      cents: left.cents === null ? null : cents(left.cents),
    })),
    coupons: couponsTaken(sale, book, at),
    ebtCents: cents(ebtOf(sale.tendered ?? [])),
    paidWith: [...(sale.tendered ?? []).map(({ type }) => type), ...(sale.exchange?.paidWith ?? [])],
    storeId: book.storeId,
    at,
  };
}

/** A deposit may end while its empties stand in the sale. */
function emptiesTaken({ empties = [] }: SaleContent, book: Book, at: LocalMoment): Empties[] {
  const paidOut = depositsPaidOut(book, at);
  return empties.filter(({ depositId }) => paidOut.some(({ id }) => id === depositId));
}

function toLine({ product, pack, quantity, override, discount }: BasketEntry): BasketLine {
  return {
    productId: product.id,
    packId: pack.id,
    quantity,
    unitsPerPack: baseUnits(pack.units),
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
    ...(override && { override: { ...override, unitPriceCents: cents(override.unitPriceCents) } }),
    ...(discount && { discount: toManualDiscount(discount) }),
  };
}

function toManualDiscount({ kind, amountCents, rateMillionths, reason }: Discount): ManualDiscount {
  return kind === 'amount'
    ? { kind, amountCents: cents(amountCents ?? 0), reason }
    : { kind, rateMillionths: rateMillionths ?? 0, reason };
}

function isPack({ product, pack }: BasketEntry, productId: string, packId: string): boolean {
  return product.id === productId && pack.id === packId;
}
