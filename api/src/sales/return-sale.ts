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
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { ReturnSaleDto } from './dto/take-back.dto';
import { type BackInputs, GoodsBack } from './goods-back';
import { hashedPicks } from './returned-lines';

/**
 * Takes back some lines of a sale: money, stock and taxes go back exactly as they were charged, in a document of its own dated now. The
 * sale counts how many packs of each line came back, in the same transaction, so that none comes back twice.
 */
@Injectable()
export class ReturnSaleService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
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

  private async entryOf(inputs: BackInputs): Promise<Entry> {
    const { actor, id, work } = inputs;
    const { context, session, now: at } = work;
    const storeId = context.store._id;
    const plan = await this.goods.plan(inputs);
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
