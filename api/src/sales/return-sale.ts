import { sumCents } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { Approvals } from '../approvals/approvals';
import { notFound } from '../errors/domain-error';
import { contentHash } from '../http/content-hash';
import { StockedProducts, statesOf } from '../inventory/stocked-products';
import { StockBook } from '../ledger/books/stock/stock.book';
import { Sale } from '../ledger/documents/sale.schema';
import { type Entered, type Entry, Ledger } from '../ledger/ledger';
import { Store } from '../store-directory/store.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { ReturnSaleDto, SaleReturnQuoteAnswerDto, SaleReturnQuoteDto } from './dto/take-back.dto';
import { assertCreditTaken, assertSaleReturnable, type BackInputs, GoodsBack } from './goods-back';
import { hashedPicks } from './returned-lines';

/**
 * Takes back some lines of a sale: money, stock and taxes go back exactly as they were charged, in a document of its own dated now. The
 * sale counts how many packs of each line came back, in the same transaction, so that none comes back twice.
 */
@Injectable()
export class ReturnSaleService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    private readonly ledger: Ledger,
    private readonly stock: StockBook,
    private readonly products: StockedProducts,
    private readonly directory: StoreDirectory,
    private readonly approvals: Approvals,
    private readonly goods: GoodsBack,
  ) {}

  /**
   * @throws DomainError `sale_not_found`, `sale_voided`, `already_returned`, `sale_line_not_found`, `sale_id_reused`, `approval_required`,
   * `return_too_late`, `tender_not_taken`, `alcohol_not_returnable`, `not_back_on_the_shelf`, `approval_used`
   */
  async take(actor: Actor, saleIdAsGiven: string, input: ReturnSaleDto): Promise<Entered> {
    actor.require('return.receipt');
    const saleId = saleIdAsGiven.toLowerCase();
    const target = await this.sales.findOne({ _id: saleId, kind: 'sale' }).select({ registerId: 1 }).lean();
    if (!target) throw notFound('sale');
    const place = await this.directory.register(input.registerId ?? target.registerId.toString());
    const identity = { id: input.id, hash: returnRequestHash(saleId, input), of: saleId };
    return this.ledger.enter(actor, place, identity, async (work) => {
      const sale = work.context.of;
      if (sale?.kind !== 'sale') throw notFound('sale');
      const lent = await this.approvals.lend(actor, input.approval, saleId, work.session);
      const { content, postings } = await this.entryOf({ actor: lent.actor, id: input.id, input, sale, work });
      return { content, postings: [...postings, ...lent.used] };
    });
  }

  /** What would be given back, and how. Nothing is written. @throws DomainError as `take`, but for what only a manager may do */
  async quote(actor: Actor, saleId: string, input: SaleReturnQuoteDto): Promise<SaleReturnQuoteAnswerDto> {
    actor.require('return.receipt');
    const sale = await this.sales.findOne({ _id: saleId.toLowerCase(), kind: 'sale' }).lean();
    if (!sale) throw notFound('sale');
    const place = await this.directory.register(input.registerId ?? sale.registerId.toString());
    const store = await this.stores.findById(place.storeId).lean();
    if (!store) throw notFound('register', 'registerId');
    const plan = await this.goods.plan({ input, sale }, { store, now: new Date() });
    const { lines, refund } = plan;
    const ids = lines.map(({ productId }) => productId);
    assertSaleReturnable(plan, await this.products.find({ _id: { $in: ids } }, store._id));
    assertCreditTaken(refund.tenders, store);
    return { totalCents: sumCents(lines.map(({ totalCents }) => totalCents)), tenders: refund.tenders };
  }

  private async entryOf(inputs: BackInputs): Promise<Entry> {
    const { actor, id, work } = inputs;
    const { context, session, now: at } = work;
    const { store } = context;
    const storeId = store._id;
    const plan = await this.goods.plan(inputs, { store, session, now: at });
    const ids = plan.lines.map(({ productId }) => productId);
    const products = await this.products.find({ _id: { $in: ids } }, storeId, session);
    const stock = this.stock.post({ at, storeId, userId: actor.userId, source: id }, statesOf(products));
    this.goods.putBack(plan, inputs, products, stock);
    const { content, posting } = this.goods.enter(inputs, plan, plan.refund.tenders);
    return { content, postings: [posting, stock] };
  }
}

function returnRequestHash(saleId: string, { lines, refund, registerId, reason }: ReturnSaleDto): string {
  return contentHash([saleId, hashedPicks(lines), refund, registerId, reason]);
}
