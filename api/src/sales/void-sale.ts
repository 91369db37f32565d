import { baseUnits } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { Approvals } from '../approvals/approvals';
import { AuditLog } from '../audit/audit-log';
import { DomainError, notFound } from '../errors/domain-error';
import { StockedProducts, statesOf } from '../inventory/stocked-products';
import type { Posting } from '../ledger/book';
import { StockBook } from '../ledger/books/stock/stock.book';
import { Sale, type VoidMark } from '../ledger/documents/sale.schema';
import { minus, negated, negatedLine } from '../ledger/documents/sale-figures';
import { type Entry, type EntryContent, type EntryWork, Ledger } from '../ledger/ledger';
import { update } from '../mongo/bulk-write';
import { TENANT } from '../tenancy/tenant-connection';
import type { VoidSaleDto } from './dto/take-back.dto';
import { approvalsOf } from './hand-changes';

/** Undoes a sale by a counter-entry dated now: days that are over keep their figures, and nothing is rewritten. */
@Injectable()
export class VoidSaleService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    private readonly ledger: Ledger,
    private readonly stock: StockBook,
    private readonly products: StockedProducts,
    private readonly approvals: Approvals,
    private readonly log: AuditLog,
  ) {}

  /**
   * Voiding a voided sale answers it as it is.
   * @throws DomainError `sale_not_found`, `sale_has_returns`, `approval_required`, `sale_is_exchange`, `approval_used`, `shift_closed`
   */
  async void(actor: Actor, saleIdAsGiven: string, input: VoidSaleDto): Promise<Sale> {
    if (!input.approval || !actor.mayAskFor('sale.void')) actor.require('sale.void');
    const saleId = saleIdAsGiven.toLowerCase();
    const target = await this.sales.findOne({ _id: saleId, kind: 'sale' }).select({ storeId: 1, registerId: 1 }).lean();
    if (!target) throw notFound('sale');
    // Whatever the reason, a sale is undone once.
    const identity = { id: `${saleId}:void`, hash: saleId, of: saleId };
    await this.ledger.enter(actor, target, identity, (work) => this.entryOf(actor, input, work));
    const sale = await this.sales.findById(saleId).lean();
    if (!sale) throw notFound('sale');
    return sale;
  }

  private async entryOf(asking: Actor, { reason: given, approval }: VoidSaleDto, work: EntryWork): Promise<Entry> {
    const { of: sale, latestShift } = work.context;
    const reason = given ?? null;
    if (!sale) throw notFound('sale');
    const { actor, used } = await this.approvals.lend(asking, approval, sale._id, work.session);
    actor.require('sale.void');
    const ofThisShift = latestShift?.closedAt === null && latestShift._id === sale.shiftId;
    if (actor.lent.has('sale.void') && !ofThisShift) throw ofAnEarlierShift();
    if (sale.lines.some(({ returnedQuantity }) => returnedQuantity > 0)) throw hasReturns();
    if (sale.tenders.some(({ type }) => type === 'exchange')) throw isExchange();
    const mark = { at: work.now, userId: actor.userId, reason };
    const marked: Posting = { operations: () => [update(this.sales, { _id: sale._id }, { $set: { voided: mark } })] };
    return {
      content: { ...counterEntry(sale, mark), approvals: approvalsOf(actor) },
      receiptNumber: `${sale.receiptNumber}-V`,
      postings: [marked, await this.putBack(sale, mark, work), ...used, this.entryOfLog(actor, sale, reason)],
    };
  }

  private entryOfLog(actor: Actor, { _id: subject, registerId, receiptNumber, totals }: Sale, reason: string | null) {
    return this.log.posting(actor, {
      action: 'sale.void',
      subject,
      registerId: registerId.toString(),
      approvedBy: actor.lent.get('sale.void') ?? null,
      before: { receiptNumber, totalCents: totals.totalCents },
      after: { reason },
    });
  }

  /** Stock comes back at the cost it left at. */
  private async putBack(sale: Sale, { at, userId }: VoidMark, { session }: EntryWork): Promise<Posting> {
    const { storeId, lines } = sale;
    const ids = lines.map(({ productId }) => productId);
    const products = await this.products.find({ _id: { $in: ids } }, storeId, session);
    const posting = this.stock.post({ at, storeId, userId, source: sale._id }, statesOf(products));
    for (const { productId, units, costCents } of lines) posting.putIn(productId, baseUnits(units), costCents, 'void');
    return posting;
  }
}

function ofAnEarlierShift(): DomainError {
  return new DomainError(
    'shift_closed',
    'The shift of this sale is over, and counted. A manager who signs in may void it; goods come back as a return.',
  );
}

function hasReturns(): DomainError {
  return new DomainError(
    'sale_has_returns',
    'Some of this sale was brought back already. Take the rest back as a return.',
  );
}

/** What came back for it is on the shelf, and its own sale says so: undone would be half of what happened. */
function isExchange(): DomainError {
  return new DomainError(
    'sale_is_exchange',
    'This sale was paid with goods that came back. Take its goods back as a return.',
  );
}

function counterEntry(sale: Sale, { at }: VoidMark): EntryContent {
  const { lines, empties, giftCards, accountPayments, totals, tenders, changeCents, roundingCents, tenderShares } =
    sale;
  return {
    kind: 'void',
    voids: sale._id,
    returnOf: null,
    at,
    lines: lines.map(negatedLine),
    empties: empties.map((one) => ({ ...one, count: -one.count, amountCents: minus(one.amountCents) })),
    giftCards: giftCards.map((one) => ({ ...one, amountCents: minus(one.amountCents) })),
    accountPayments: accountPayments.map((one) => ({ ...one, amountCents: minus(one.amountCents) })),
    totals: negated(totals),
    tenders: tenders.map((tender) => ({ ...tender, amountCents: minus(tender.amountCents) })),
    changeCents: minus(changeCents),
    roundingCents: minus(roundingCents),
    tenderShares: tenderShares.map((share) => ({ type: share.type, ...negated(share) })),
    rulesVersion: sale.rulesVersion,
    customer: sale.customer,
    counted: sale.counted.map((use) => ({ ...use, times: -use.times, cents: minus(use.cents) })),
    ageCheck: sale.ageCheck,
    cashRounding: sale.cashRounding,
    refunded: sale.refunded,
    reason: sale.reason,
    flags: [],
    approvals: [],
    voided: null,
  };
}
