import { cents, sumCents } from '@liquor-pos/domain/money/money';
import { NOTHING_REFUNDED, type PaidFor, planRefund, type Refund } from '@liquor-pos/domain/returns/refund';
import { TENDERS } from '@liquor-pos/domain/tenders/tender-types';
import { businessDate, daysBetween } from '@liquor-pos/domain/time/business-date';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { Approvals } from '../approvals/approvals';
import { AuditLog } from '../audit/audit-log';
import { DomainError, notFound } from '../errors/domain-error';
import { contentHash } from '../http/content-hash';
import { StockedProducts, statesOf } from '../inventory/stocked-products';
import type { Posting } from '../ledger/book';
import { StockBook } from '../ledger/books/stock/stock.book';
import { newStoredValueCode } from '../ledger/books/stored-value/stored-value-code';
import { type Disposition, Sale, type SaleLine, type SaleTender } from '../ledger/documents/sale.schema';
import { minus, negatedLine, netTenders, pickFigures, shareByTender } from '../ledger/documents/sale-figures';
import { type Entered, type Entry, type EntryContent, type EntryWork, Ledger } from '../ledger/ledger';
import { update } from '../mongo/bulk-write';
import type { Product } from '../products/product.schema';
import { type ReturnPolicy, Store } from '../store-directory/store.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { ReturnSaleDto } from './dto/take-back.dto';
import { approvalsOf } from './hand-changes';
import { returnedLines } from './returned-lines';
import { tenderNotTaken } from './tenders';

/** A return as it was asked for, and the sale it takes from. */
interface ReturnInputs {
  actor: Actor;
  input: ReturnSaleDto;
  sale: Sale;
  work: EntryWork;
}

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
    private readonly log: AuditLog,
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
      const { content, postings } = await this.entryOf({ actor: lent.actor, input, sale, work });
      return { content, postings: [...postings, ...lent.used] };
    });
  }

  private async entryOf(inputs: ReturnInputs): Promise<Entry> {
    const { input, sale, work } = inputs;
    if (sale.voided)
      throw new DomainError('conflict', 'sale_voided', 'This sale was voided; nothing of it is left to return.');
    const policy = await this.policyOf(inputs, work.session);
    const lines = returnedLines(sale, input).map((line, index) => ({
      ...line,
      disposition: dispositionOf(input.lines[index]?.disposition, policy, index),
    }));
    const { store } = work.context;
    assertInTime(sale, store, policy, work.now);
    if (input.refund && !store.tenders.includes(input.refund)) throw tenderNotTaken(input.refund, 'refund');
    const stock = await this.putBack(lines, policy, inputs);
    const refund = refundOf(inputs, lines);
    const counts: Record<string, number> = Object.fromEntries(
      input.lines.map(({ line, quantity }) => [`lines.${line}.returnedQuantity`, quantity]),
    );
    const change = { $inc: counts, $set: { refunded: refund.refunded } };
    const counted: Posting = { operations: () => [update(this.sales, { _id: sale._id }, change)] };
    const logged = this.entryOfLog(inputs, refund);
    return { content: contentOf(inputs, lines, refund), postings: [counted, stock, logged] };
  }

  /** Money that goes back is what somebody asks about later, the more where it goes back otherwise than it came in. */
  private entryOfLog({ actor, input, sale, work }: ReturnInputs, { tenders, asPaid }: Refund<SaleTender>): Posting {
    return this.log.posting(actor, {
      action: asPaid ? 'return.receipt' : 'return.other_tender',
      subject: sale._id,
      registerId: work.context.register._id.toString(),
      approvedBy: actor.lent.get('return.other_tender') ?? null,
      before: { receiptNumber: sale.receiptNumber, tenders: sale.tenders.map(withoutCode) },
      after: {
        return: input.id,
        tenders: tenders.map(withoutCode),
        reason: input.reason ?? null,
        // Goods sent past the shelf are stock written off: who did that is to be seen.
        lines: input.lines.map(({ line, quantity, disposition = null }) => ({ line, quantity, disposition })),
      },
    });
  }

  /** Of the store that sold and the one that takes back, whichever is stricter: no way leads round the first by the second's door. */
  private async policyOf({ sale, work }: ReturnInputs, session: ClientSession): Promise<ReturnPolicy> {
    const { store } = work.context;
    if (sale.storeId.equals(store._id)) return store.returns;
    const sold = await this.stores.findById(sale.storeId).session(session).lean();
    const both = sold ? [store.returns, sold.returns] : [store.returns];
    const days = both.flatMap((policy) => (policy.days === null ? [] : [policy.days]));
    return {
      days: days.length > 0 ? Math.min(...days) : null,
      alcohol: both.some(({ alcohol }) => alcohol === 'refused') ? 'refused' : 'allowed',
      disposition: both.some(({ disposition }) => disposition === 'breakage') ? 'breakage' : 'to_stock',
    };
  }

  /** Stock comes back, to where it is returned, at the cost it left at; where it must not be sold again it is written off as it comes. */
  private async putBack(
    lines: readonly SaleLine[],
    { alcohol }: ReturnPolicy,
    { actor, input, work: { context, session, now } }: ReturnInputs,
  ): Promise<Posting> {
    const storeId = context.store._id;
    const ids = lines.map(({ productId }) => productId);
    const products = await this.products.find({ _id: { $in: ids } }, storeId, session);
    if (alcohol === 'refused') assertNoAlcohol(lines, products, input);
    const posting = this.stock.post({ at: now, storeId, userId: actor.userId, source: input.id }, statesOf(products));
    for (const { productId, units, costCents, disposition: goes = 'to_stock' } of lines) {
      if (goes === 'to_stock') posting.putIn(productId, units, costCents, 'return');
      else posting.passThrough(productId, units, costCents, 'return', { reason: goes });
    }
    return posting;
  }
}

/** How the money goes back. @throws DomainError `approval_required` where a cashier pays it out otherwise than it came in */
function refundOf({ actor, input, sale }: ReturnInputs, lines: readonly SaleLine[]): Refund<SaleTender> {
  const amountCents = sumCents(lines.map(({ totalCents }) => totalCents));
  const refund = planRefund(amountCents, paidFor(sale), sale.refunded, input.refund);
  // As credit no money leaves the store.
  if (!refund.asPaid && input.refund !== 'store_credit')
    actor.require('return.other_tender', { path: 'refund', detail: OTHER_TENDER });
  return refund;
}

const OTHER_TENDER = 'Money goes back to the tender it came from, unless a manager says otherwise.';

/** What its lines were paid with. Empties that came back with them paid for goods as cash does. */
function paidFor({ tenders, lines, giftCards, roundingCents, cashRounding }: Sale): PaidFor<SaleTender> {
  const exact = tenders.filter(({ type }) => !TENDERS[type].inCoins);
  const exactCents = sumCents(exact.map(({ amountCents }) => amountCents));
  // Gift cards do not come back, but were paid for as the goods were.
  const goodsCents = sumCents(lines.map(({ totalCents }) => totalCents));
  const soldCents = cents(goodsCents + sumCents(giftCards.map(({ amountCents }) => amountCents)));
  return { exact, cashExactCents: cents(soldCents - exactCents), roundingCents, rounding: cashRounding };
}

/** A code is as good as money, and no business of whoever reads the log. */
function withoutCode({ type, amountCents, reference }: SaleTender): SaleTender {
  return { type, amountCents, ...(reference && { reference }) };
}

/** @throws DomainError `return_too_late` */
function assertInTime(sale: Sale, store: Store, { days }: ReturnPolicy, now: Date): void {
  if (days === null) return;
  const today = businessDate(now, store.timezone, store.dayStartHour);
  if (daysBetween(sale.businessDate, today) <= days) return;
  throw new DomainError(
    'conflict',
    'return_too_late',
    `This store takes goods back within ${days} days of their sale.`,
  );
}

/** @throws DomainError `not_back_on_the_shelf` where the store, or the law, has none of it sold again */
function dispositionOf(asked: Disposition | undefined, policy: ReturnPolicy, index: number): Disposition {
  if (asked !== 'to_stock' || policy.disposition === 'to_stock') return asked ?? policy.disposition;
  throw new DomainError('conflict', 'not_back_on_the_shelf', 'What comes back is not sold again in this store.', {
    errors: [{ path: `lines.${index}.disposition`, message: 'is not allowed here' }],
  });
}

/** @throws DomainError `alcohol_not_returnable` */
function assertNoAlcohol(lines: readonly SaleLine[], products: readonly Product[], input: ReturnSaleDto): void {
  const restricted = new Set(products.filter((one) => one.ageRestricted).map(({ _id }) => _id.toString()));
  const index = lines.findIndex(({ productId }) => restricted.has(productId.toString()));
  if (index < 0) return;
  throw new DomainError('conflict', 'alcohol_not_returnable', 'This store takes no alcohol back.', {
    errors: [
      {
        path: `lines.${input.lines.findIndex(({ line }) => line === lines[index]?.saleLine)}.line`,
        message: 'is alcohol',
      },
    ],
  });
}

function contentOf(
  { actor, input, sale, work: { now } }: ReturnInputs,
  taken: readonly SaleLine[],
  refund: Refund<SaleTender>,
): EntryContent {
  const lines = taken.map(negatedLine);
  const sum = (figure: (line: SaleLine) => number) => cents(lines.reduce((total, line) => total + figure(line), 0));
  const totals = pickFigures({
    units: sum((line) => line.units) as number as SaleLine['units'],
    grossCents: sum((line) => line.grossCents),
    discountCents: sum((line) => line.discountCents),
    netCents: sum((line) => line.netCents),
    depositCents: sum((line) => line.depositCents),
    taxCents: sum((line) => line.taxCents),
    totalCents: sum((line) => line.totalCents),
    costCents: sum((line) => line.costCents),
    giftCardCents: cents(0),
  });
  const tenders = refund.tenders.map((tender: SaleTender) => ({
    ...tender,
    ...(tender.type === 'store_credit' && { code: tender.code ?? newStoredValueCode() }),
    amountCents: minus(tender.amountCents),
  }));
  const changeCents = cents(0);
  return {
    kind: 'return',
    voids: null,
    returnOf: sale._id,
    at: now,
    lines,
    empties: [],
    giftCards: [],
    totals,
    tenders,
    changeCents,
    roundingCents: cents(sumCents(tenders.map(({ amountCents }) => amountCents)) - totals.totalCents),
    tenderShares: shareByTender(totals, netTenders(tenders, changeCents)),
    rulesVersion: sale.rulesVersion,
    customer: sale.customer,
    ageCheck: null,
    cashRounding: sale.cashRounding,
    refunded: NOTHING_REFUNDED,
    reason: input.reason ?? null,
    flags: [],
    approvals: approvalsOf(actor),
    voided: null,
  };
}

function returnRequestHash(saleId: string, { lines, refund, registerId, reason }: ReturnSaleDto): string {
  const content = [
    saleId,
    lines.map(({ line, quantity, disposition }) => [line, quantity, ...(disposition ? [disposition] : [])]),
    refund,
    registerId,
    reason,
  ];
  return contentHash(content);
}
