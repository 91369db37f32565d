import { type Cents, cents, sumCents } from '@liquor-pos/domain/money/money';
import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import { NOTHING_REFUNDED } from '@liquor-pos/domain/returns/refund';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor';
import { Approvals } from '../approvals/approvals';
import { badInput, DomainError, renamingFields } from '../errors/domain-error';
import { HouseAccounts } from '../house-accounts/house-accounts';
import { type StockedProduct, StockedProducts, statesOf } from '../inventory/stocked-products';
import { StockBook } from '../ledger/books/stock/stock.book';
import type { StockPosting } from '../ledger/books/stock/stock-posting';
import { newStoredValueCode } from '../ledger/books/stored-value/stored-value-code';
import type { Sale, SaleFlag, SaleLine } from '../ledger/documents/sale.schema';
import { netTenders, pickFigures, shareByTender } from '../ledger/documents/sale-figures';
import { type Entered, type Entry, type EntryWork, Ledger } from '../ledger/ledger';
import type { FilterQuery } from '../mongo/query-types';
import { RuleBooks } from '../pricing-rules/rule-books';
import { allocationsUsed, usesOf } from '../pricing-rules/rule-limits';
import type { Product } from '../products/product.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { namesOf, productsOf, type ResolvedLine, resolveLines, toQuote } from './basket';
import { EmptiesLimits } from './drawer-limits';
import type { QuoteAnswerDto } from './dto/priced-sale.dto';
import type { BasketDto, CreateSaleDto } from './dto/sale-input.dto';
import { Exchanges } from './exchanges';
import { type Apart, apart, asSent } from './goods';
import { notHad } from './goods-back';
import { approvalsOf, HandChanges } from './hand-changes';
import { assertNotBelowCost, assertWithinAllocations, isOverAllocated, withReturned } from './limits-of-sale';
import { Ratings } from './ratings';
import { assertHandChangesWithin, assertMayAskFor, clearSale } from './sale-clearance';
import { saleRequestHash } from './sale-request-hash';
import { assertMayBeDated, ratedAt, saleFlags, soldAt } from './sale-time';
import { Sellers } from './sellers';
import { assertConnected, assertEligible, assertMayTakeValue, ebtOf, payment, tendersOf } from './tenders';

/** Selling: prices the basket, holds it to law and limits, and enters it, its stock included. */
@Injectable()
export class CheckoutService {
  constructor(
    private readonly ledger: Ledger,
    private readonly stock: StockBook,
    private readonly products: StockedProducts,
    private readonly empties: EmptiesLimits,
    private readonly directory: StoreDirectory,
    private readonly books: RuleBooks,
    private readonly ratings: Ratings,
    private readonly approvals: Approvals,
    private readonly handChanges: HandChanges,
    private readonly exchanges: Exchanges,
    private readonly sellers: Sellers,
    private readonly accounts: HouseAccounts,
  ) {}

  /**
   * @throws DomainError `sale_id_reused`, `price_changed`, `out_of_stock`, `insufficient_tender`, `card_over_tendered`, `ebt_over_eligible`, `change_over_limit`, `tender_not_taken`,
   * `tender_needs_connection`, `gift_card_not_found`, `insufficient_balance`,
   * `house_account_not_found`, `house_account_closed`, `account_limit_reached`,
   * `product_not_found`, `pack_not_found`, `unknown_barcode`, `register_not_found`, `product_archived`, `approval_required`,
   * `age_check_required`, `underage`, `outside_sale_hours`, `below_minimum_price`, `customer_required`, `allocation_exceeded`, `deposit_not_found`, and what an exchange is refused with
   */
  async sell(actor: Actor, asked: CreateSaleDto): Promise<Entered> {
    actor.require('sale.create');
    assertNotEmpty(asked);
    const sale = apart(asked);
    const { goods: input } = sale;
    // With an approval it is asked where that is looked at: a retry may come when it has run out.
    if (!input.approval) assertMayAskFor(actor, input);
    const place = await this.directory.register(input.registerId);
    const identity = {
      id: input.id,
      hash: saleRequestHash(asked),
      ...(input.exchange && { of: input.exchange.saleId }),
    };
    return renamingFields(asSent(asked), () =>
      this.ledger.enter(actor, place, identity, (work) => {
        assertMayTakeValue(sale, work.context.store);
        return this.entryOf(actor, sale, work);
      }),
    );
  }

  private async entryOf(asking: Actor, sale: Apart<CreateSaleDto>, work: EntryWork): Promise<Entry> {
    const { goods: input } = sale;
    const { context, session, now } = work;
    const { store } = context;
    const { actor, used } = await this.approvals.lend(asking, input.approval, input.id, session);
    assertMayAskFor(actor, input);
    // A retry may come long after its first attempt: whether it is dated back is no question any more.
    assertMayBeDated(actor, input, now);
    const products = await this.products.find(wantedOf(input, context.of), store._id, session);
    const lines = resolveLines(input.lines, products);
    assertOnSale(lines, input);
    const empties = this.empties.post(actor, input.empties, context, now);
    const rules = await this.books.at(context.rulesVersion, session);
    const tendered = await this.accounts.named(tendersOf(input, store), session);
    const at = soldAt(input, now);
    const rating = await this.ratings.of(
      sale,
      lines,
      {
        ...{ store, rules, products, at: ratedAt(input, now), soldAt: at, ebtCents: ebtOf(tendered) },
        // Goods that come back for it pay, too, as what they were paid with.
        paidWith: [...tendered, ...((input.exchange && context.of?.tenders) ?? [])].map(({ type }) => type),
      },
      session,
    );
    const { rated, offersLeft } = rating;
    const { priced } = rated;
    const returned = input.exchange && context.of ? notHad(context.of, input.exchange.lines) : [];
    const allocations = withReturned(rating.allocations, returned);
    assertHandChangesWithin(actor, input, priced, store);
    if (input.totalCents !== undefined && input.totalCents !== priced.totals.totalCents)
      throw priceChanged(toQuote(lines, rated, { store, offersLeft, allocations }));
    assertEligible(priced, tendered);
    if (!input.offline) assertNotBelowCost(rated);
    if (!input.offline) assertWithinAllocations(allocations);
    const clearance = clearSale(actor, rated, input);
    await this.sellers.assertOldEnough(actor, rated, session);
    const giftCards = sale.giftCards.map(({ amountCents, code = newStoredValueCode() }) => ({
      code,
      amountCents: cents(amountCents),
    }));
    const about = { at, storeId: store._id, userId: actor.userId, source: input.id };
    const posting = this.stock.post(about, statesOf(products));
    // Before the goods go out: the bottle that came back may be the one that is handed over.
    const back = await this.exchanges.takeBack(actor, input, goodsOf(priced), { work, products, posting });
    if (input.offline) assertConnected([...giftCards, ...sale.accountPayments], tendered);
    const { tenders, changeCents, roundingCents } = payment(priced.totals, back?.paid, tendered, store);
    const saleLines = priced.lines.map((line, index) => takeLine(line, lines[index], posting));
    const oversold = lines.filter(({ product }) => posting.stateOf(product._id).onHand < 0);
    if (oversold.length > 0 && store.negativeStock === 'block' && !input.offline) throw outOfStock(oversold);
    const flags: SaleFlag[] = [
      ...saleFlags(actor, input, now),
      ...clearance.flags,
      ...(oversold.length > 0 ? (['negative_stock'] as const) : []),
      ...(isOverAllocated(allocations) ? (['over_allocation'] as const) : []),
      ...(rated.belowCost.length > 0 ? (['below_minimum_price'] as const) : []),
    ];
    const totals = totalsOf(saleLines, priced);
    return {
      content: {
        kind: 'sale',
        voids: null,
        returnOf: null,
        at,
        lines: saleLines,
        empties: priced.empties,
        giftCards,
        accountPayments: await this.accounts.payments(sale.accountPayments, session),
        totals,
        tenders,
        changeCents,
        roundingCents,
        tenderShares: shareByTender(totals, netTenders(tenders, changeCents), saleLines),
        rulesVersion: priced.rulesVersion,
        customer: customerOf(input),
        counted: [...usesOf(priced, rules.promotions, input.customer), ...allocationsUsed(allocations)],
        ageCheck: clearance.ageCheck,
        cashRounding: store.cashRounding,
        refunded: NOTHING_REFUNDED,
        reason: null,
        flags,
        approvals: approvalsOf(actor),
        voided: null,
      },
      ...(back && { exchanged: back.content }),
      postings: [
        ...[empties, back?.posting].filter((one) => one !== undefined),
        ...[posting, ...used, ...this.handChanges.post(actor, input, saleLines)],
      ],
    };
  }
}

/** What goes out, and what comes back for it. */
function wantedOf({ lines, exchange }: CreateSaleDto, of: Sale | null): FilterQuery {
  const sold = productsOf(lines);
  if (!exchange || !of) return sold;
  const back = exchange.lines.flatMap(({ line }) => of.lines[line]?.productId ?? []);
  return { $or: [sold, { _id: { $in: back } }] };
}

/** What is not put on gift cards, or paid into accounts. */
function goodsOf({ totals }: PricedBasket): Cents {
  return cents(totals.totalCents - totals.giftCardCents - totals.accountPaymentCents);
}

function takeLine(
  line: PricedBasket['lines'][number],
  resolved: ResolvedLine<StockedProduct> | undefined,
  posting: StockPosting,
): SaleLine {
  if (!resolved) throw new Error('a priced line belongs to no line of the basket');
  const productId = resolved.product._id;
  const costCents = posting.takeOut(productId, line.units, 'sale');
  return { ...line, ...namesOf(resolved), productId, costCents, returnedQuantity: 0 };
}

function totalsOf(lines: readonly SaleLine[], { totals }: PricedBasket): Sale['totals'] {
  return pickFigures({ ...totals, costCents: sumCents(lines.map(({ costCents }) => costCents)) });
}

function customerOf({ customer }: CreateSaleDto): Sale['customer'] {
  if (!customer) return null;
  const { reference = null, groups = [], taxExemption = null } = customer;
  return { reference, groups, taxExemption };
}

/** @throws DomainError `validation_failed` for a basket of nothing */
export function assertNotEmpty({ lines, empties }: BasketDto): void {
  if (lines.length === 0 && (empties ?? []).length === 0) {
    throw badInput([{ path: 'lines', message: 'must hold something, or empties must be brought back' }]);
  }
}

function priceChanged(quote: QuoteAnswerDto): DomainError {
  return new DomainError('price_changed', 'The total is another one now; show the customer the new quote.', {
    errors: [{ path: 'totalCents', message: `is ${quote.totalCents} now` }],
    extra: { quote },
  });
}

function outOfStock(oversold: readonly ResolvedLine[]): DomainError {
  const names = [...new Set(oversold.map(({ product }) => product.name))].join(', ');
  return new DomainError('out_of_stock', `The books have too few of: ${names}. This store does not sell below zero.`);
}

/** The till may not know yet; what was sold without a connection is sold. */
function assertOnSale(lines: readonly ResolvedLine[], { offline }: CreateSaleDto): void {
  lines.forEach(({ product }, index) => {
    if (!product.active && !offline) throw archived(index, product);
  });
}

function archived(index: number, product: Product): DomainError {
  return new DomainError('product_archived', `${product.name} was archived and is not on sale.`, {
    errors: [{ path: `lines.${index}.productId`, message: 'is archived' }],
  });
}
