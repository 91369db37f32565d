import { cents, sumCents } from '@liquor-pos/domain/money/money';
import { onePackOf, type PackLine, timesPacks } from '@liquor-pos/domain/returns/without-receipt';
import { cashPaidOut } from '@liquor-pos/domain/tenders/settle';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { Approvals } from '../approvals/approvals';
import { AuditLog } from '../audit/audit-log';
import { notFound } from '../errors/domain-error';
import { contentHash } from '../http/content-hash';
import { StockedProducts, statesOf } from '../inventory/stocked-products';
import { StockBook } from '../ledger/books/stock/stock.book';
import type { SaleLine, SaleTender } from '../ledger/documents/sale.schema';
import { type Entered, type Entry, type EntryWork, Ledger } from '../ledger/ledger';
import { RuleBooks, type Rules } from '../pricing-rules/rule-books';
import { Product } from '../products/product.schema';
import { Store } from '../store-directory/store.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import { namesOf, productsOf, type ResolvedLine, rateBasket, resolveLines } from './basket';
import type { PriceOverrideDto } from './dto/sale-input.dto';
import type { ReturnQuoteAnswerDto, ReturnQuoteDto, ReturnWithoutReceiptDto } from './dto/without-receipt.dto';
import { assertReturnable, dispositionOf } from './goods-back';
import { type LowestPrice, LowestPrices } from './lowest-prices';
import { returnContent } from './return-content';
import { tenderNotTaken } from './tenders';

/** Goods as they come back, and the lines they make at the price they are taken back at. */
interface PricedBack {
  resolved: ResolvedLine[];
  lines: Omit<SaleLine, 'costCents'>[];
}

/**
 * Takes goods back that nobody can show a receipt of: at the lowest price of 30 days, today's included, and only where somebody allows it.
 * Whoever finds a bottle on the shelf, or bought it while it was cheap, gains nothing by it.
 */
@Injectable()
export class ReturnsWithoutReceiptService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly catalogue: Model<Product>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    private readonly lowest: LowestPrices,
    private readonly ledger: Ledger,
    private readonly stock: StockBook,
    private readonly products: StockedProducts,
    private readonly directory: StoreDirectory,
    private readonly books: RuleBooks,
    private readonly approvals: Approvals,
    private readonly log: AuditLog,
  ) {}

  /** What would be given back. @throws DomainError `register_not_found`, `product_not_found`, `pack_not_found`, `unknown_barcode` */
  async quote(actor: Actor, input: ReturnQuoteDto): Promise<ReturnQuoteAnswerDto> {
    actor.require('return.receipt');
    const { storeId } = await this.directory.register(input.registerId);
    const store = await this.stores.findById(storeId).lean();
    if (!store) throw notFound('register', 'registerId');
    const { lines, resolved } = await this.priced(input, store);
    assertGoodsReturnable(resolved, store);
    const totalCents = sumCents(lines.map((line) => line.totalCents));
    return {
      lines: lines.map(({ productId, packId, sku, name, packName, volumeMl, quantity, totalCents: lineCents }) => ({
        ...{ productId: productId.toString(), packId, sku, name, packName, volumeMl, quantity },
        totalCents: lineCents,
      })),
      totalCents,
      cashTotalCents: cashPaidOut(totalCents, store.cashRounding),
    };
  }

  /**
   * @throws DomainError as `quote`, `approval_required`, `approval_used`, `sale_id_reused`, `tender_not_taken`, `alcohol_not_returnable`,
   * `not_back_on_the_shelf`, `register_closed`, `no_open_shift`
   */
  async take(actor: Actor, input: ReturnWithoutReceiptDto): Promise<Entered> {
    // With an answer lost it may have been taken: who may ask for it is told so, before anybody is asked again.
    if (!actor.mayAskFor('return.no_receipt')) actor.require('return.no_receipt');
    const place = await this.directory.register(input.registerId);
    const store = await this.stores.findById(place.storeId).lean();
    if (!store) throw notFound('register', 'registerId');
    // Thirty days of sales are read before the store's lane is entered: a queue of customers does not wait for it.
    const priced = await this.priced(input, store);
    return this.ledger.enter(actor, place, { id: input.id, hash: requestHash(input) }, (work) =>
      this.entryOf(actor, input, priced, work),
    );
  }

  private async entryOf(
    asking: Actor,
    input: ReturnWithoutReceiptDto,
    { resolved, lines: priced }: PricedBack,
    { context, session, now }: EntryWork,
  ): Promise<Entry> {
    const { store } = context;
    const { actor, used } = await this.approvals.lend(asking, input.approval, input.id, session);
    actor.require('return.no_receipt');
    if (!store.tenders.includes(input.refund)) throw tenderNotTaken(input.refund, 'refund');
    assertGoodsReturnable(resolved, store);
    const ids = priced.map(({ productId }) => productId);
    const products = await this.products.find({ _id: { $in: ids } }, store._id, session);
    const about = { at: now, storeId: store._id, userId: actor.userId, source: input.id };
    const stock = this.stock.post(about, statesOf(products));
    const lines = priced.map((line, index): SaleLine => {
      const { productId, units } = line;
      const disposition = dispositionOf(input.lines[index]?.disposition, store.returns, index);
      // What it had cost nobody knows: what such a bottle costs now.
      const costCents = cents(Math.max(stock.stateOf(productId).averageCostCents, 0) * units);
      if (disposition === 'to_stock') stock.putIn(productId, units, costCents, 'return');
      else stock.passThrough(productId, units, costCents, 'return', { reason: disposition });
      return { ...line, costCents, disposition };
    });
    const totalCents = sumCents(lines.map((line) => line.totalCents));
    const amountCents = input.refund === 'cash' ? cashPaidOut(totalCents, store.cashRounding) : totalCents;
    const tenders: SaleTender[] = amountCents > 0 ? [{ type: input.refund, amountCents }] : [];
    const { rulesVersion } = context;
    const { cashRounding } = store;
    const content = returnContent({
      ...{ actor, at: now, of: null, lines, tenders, reason: input.reason },
      counted: [],
      priced: { rulesVersion, customer: null, cashRounding },
    });
    const logged = this.log.posting(actor, {
      action: 'return.no_receipt',
      subject: input.id,
      registerId: context.register._id.toString(),
      approvedBy: actor.lent.get('return.no_receipt') ?? null,
      after: {
        reason: input.reason,
        tenders,
        lines: lines.map(({ name, packName, quantity, totalCents: lineCents, disposition }) => ({
          ...{ name, packName, quantity, disposition },
          totalCents: lineCents,
        })),
      },
    });
    return { content, postings: [stock, logged, ...used] };
  }

  private async priced({ lines }: ReturnQuoteDto, store: Store): Promise<PricedBack> {
    const resolved = resolveLines(lines, await this.catalogue.find(productsOf(lines)).lean());
    const packs = resolved.map(({ product, pack }) => ({
      productId: product._id,
      packId: pack.id,
      unitsPerPack: pack.units,
    }));
    const [sold, rules] = await Promise.all([this.lowest.of(packs, store), this.books.current()]);
    return {
      resolved,
      lines: resolved.map((line, index) => {
        const one = lowestOf(line, sold[index], { store, rules });
        const productId = line.product._id;
        return { ...timesPacks(one, line.input.quantity), ...namesOf(line), productId, trace: [], returnedQuantity: 0 };
      }),
    };
  }
}

/** Of what one pack costs today, was sold for, and would cost at what its bottles were sold for in other packs. */
function lowestOf(
  line: ResolvedLine,
  sold: LowestPrice | undefined,
  { store, rules }: { store: Store; rules: Rules },
): PackLine {
  const ofToday = (override?: PriceOverrideDto) => {
    const onePack = [{ ...line, input: { ...line.input, quantity: 1, ...(override && { override }) } }];
    const [today] = rateBasket({ goods: {}, giftCards: [], accountPayments: [] }, onePack, {
      store,
      rules,
      at: new Date(),
      paidWith: [],
      offersLeft: [],
      costs: new Map(),
      ebtCents: cents(0),
    }).priced.lines;
    if (!today) throw new Error('a priced basket lost its line');
    return onePackOf(today);
  };
  const inOtherPacks = sold?.inOtherPacksCents;
  const could = [
    ofToday(),
    ...(sold?.pack ? [sold.pack] : []),
    ...(inOtherPacks === undefined ? [] : [ofToday({ unitPriceCents: inOtherPacks, reason: IN_OTHER_PACKS })]),
  ];
  return could.reduce((lowest, one) => (one.totalCents < lowest.totalCents ? one : lowest));
}

const IN_OTHER_PACKS = 'As sold in other packs';

/** @throws DomainError `alcohol_not_returnable` */
function assertGoodsReturnable(resolved: readonly ResolvedLine[], { returns }: Store): void {
  const goods = resolved.map(({ product }) => product);
  assertReturnable(returns, goods, (index) => `lines.${index}`);
}

function requestHash({ lines, refund, registerId, reason }: ReturnWithoutReceiptDto): string {
  const goods = lines.map(({ productId, packId, barcode, quantity, disposition }) => [
    ...[productId, packId, barcode, quantity],
    ...(disposition ? [disposition] : []),
  ]);
  return contentHash(['without receipt', goods, refund, registerId, reason]);
}
