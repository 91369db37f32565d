import { cents } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { notFound, renamingFields } from '../errors/domain-error';
import { assertForward } from '../http/day-range';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import { StockedProducts } from '../inventory/stocked-products';
import { receiptNumberOf } from '../ledger/books/receipts/receipts.book';
import { Sale } from '../ledger/documents/sale.schema';
import { exchangeId } from '../ledger/ledger';
import { RuleBooks } from '../pricing-rules/rule-books';
import { Store } from '../store-directory/store.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import { productsOf, resolveLines, toQuote } from './basket';
import { assertNotEmpty } from './checkout';
import type { QuoteAnswerDto } from './dto/priced-sale.dto';
import type { SaleDto, SaleQueryDto } from './dto/sale.dto';
import type { QuoteDto } from './dto/sale-input.dto';
import { apart, asSent } from './goods';
import { Ratings } from './ratings';
import { salesOfGroup } from './report-group';
import { toSale } from './sale-mapping';

/** Reading sales, and what a basket would cost. */
@Injectable()
export class SalesService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    private readonly directory: StoreDirectory,
    private readonly stocked: StockedProducts,
    private readonly books: RuleBooks,
    private readonly ratings: Ratings,
  ) {}

  async list(actor: Actor, query: SaleQueryDto): Promise<Page<SaleDto>> {
    actor.require('sale.read');
    const { limit, cursor, from, to, cashierId, receiptNumber, productId, totalCents } = query;
    assertForward(from, to);
    const { groupBy, key } = query;
    const docs = await this.sales
      .find({
        // Returns have receipts too; whoever has the number of one means that.
        kind: query.kind ?? (receiptNumber === undefined ? 'sale' : { $in: ['sale', 'return'] }),
        ...((from ?? to) !== undefined && { businessDate: { ...(from && { $gte: from }), ...(to && { $lte: to }) } }),
        ...(cashierId !== undefined && { cashierId: objectIdOr(cashierId, () => notFound('user', 'cashierId')) }),
        ...(receiptNumber !== undefined && { receiptNumber: await this.receiptsMeant(receiptNumber) }),
        ...(totalCents !== undefined && { 'totals.totalCents': cents(totalCents) }),
        ...(productId !== undefined && {
          'lines.productId': objectIdOr(productId, () => notFound('product', 'productId')),
        }),
        ...(groupBy !== undefined && key !== undefined && { $and: [salesOfGroup(groupBy, key)] }),
        ...afterCursor(cursor, 'at', 'descending', { value: (value) => new Date(value), id: String }),
      })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ at, _id }) => ({ value: at.getTime(), id: _id }), toSale);
  }

  /** A whole number is that of one receipt; the digits behind its last dash are those of one of each register. */
  private async receiptsMeant(receiptNumber: string): Promise<string | { $in: string[] }> {
    const [, store, register, last] = /^(\d{1,9})-(\d{1,9})-(\d{1,9})$/.exec(receiptNumber) ?? [];
    if (last !== undefined) return receiptNumberOf(Number(store), Number(register), Number(last));
    if (!/^\d{1,9}$/.test(receiptNumber)) return receiptNumber;
    const counter = Number(receiptNumber);
    return {
      $in: (await this.directory.registerNumbers()).map(({ store, register }) =>
        receiptNumberOf(store, register, counter),
      ),
    };
  }

  async get(actor: Actor, id: string): Promise<SaleDto> {
    actor.require('sale.read');
    const sale = await this.sales.findOne({ _id: id.toLowerCase(), kind: { $in: ['sale', 'return'] } }).lean();
    if (!sale) throw notFound('sale');
    return this.withReturn(sale);
  }

  /** A sale with the return of what was exchanged for it, which was entered with it; one more round trip where there is one. */
  async withReturn(sale: Sale): Promise<SaleDto> {
    const isExchange = sale.kind === 'sale' && sale.tenders.some(({ type }) => type === 'exchange');
    const back = isExchange && (await this.sales.findById(exchangeId(sale._id)).lean());
    return { ...toSale(sale), ...(back && { exchanged: toSale(back) }) };
  }

  /** Which of some sale ids were sold. */
  async soldIds(actor: Actor, ids: readonly string[]): Promise<Set<string>> {
    actor.require('sale.read');
    const sold = await this.sales
      .find({ _id: { $in: ids } })
      .select({ _id: 1 })
      .lean();
    return new Set(sold.map(({ _id }) => _id));
  }

  /** What a basket costs, now or at another time, and why. Nothing is written. */
  async quote(actor: Actor, input: QuoteDto, at = new Date()): Promise<QuoteAnswerDto> {
    actor.require('sale.create');
    assertNotEmpty(input);
    const { storeId } = await this.directory.register(input.registerId);
    const [found, rules, store] = await Promise.all([
      this.stocked.find(productsOf(input.lines), storeId),
      this.books.current(),
      this.stores.findById(storeId).lean(),
    ]);
    if (!store) throw notFound('register', 'registerId');
    const asked = apart(input);
    return renamingFields(asSent(input), async () => {
      const lines = resolveLines(asked.goods.lines, found);
      const { ebtCents = 0, paidWith = [] } = input;
      const inputs = { store, rules, at, soldAt: at, products: found, ebtCents: cents(ebtCents), paidWith };
      const { rated, offersLeft, allocations } = await this.ratings.of(asked, lines, inputs);
      return toQuote(lines, rated, { store, offersLeft, allocations });
    });
  }
}
