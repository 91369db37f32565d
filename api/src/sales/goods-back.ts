import { cents, sumCents } from '@liquor-pos/domain/money/money';
import { type PaidFor, planRefund, type Refund } from '@liquor-pos/domain/returns/refund';
import { benefitsDue, type ReturnPick } from '@liquor-pos/domain/returns/return-lines';
import { TENDERS } from '@liquor-pos/domain/tenders/tender-types';
import { businessDate, daysBetween } from '@liquor-pos/domain/time/business-date';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { DomainError } from '../errors/domain-error';
import type { Posting } from '../ledger/book';
import type { StockPosting } from '../ledger/books/stock/stock-posting';
import {
  type CountedUse,
  type Disposition,
  Sale,
  type SaleLine,
  type SaleTender,
} from '../ledger/documents/sale.schema';
import { type EntryContent, type EntryWork, exchangeId } from '../ledger/ledger';
import { update } from '../mongo/bulk-write';
import type { Product } from '../products/product.schema';
import { type ReturnPolicy, Store } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type { ReturnSaleDto } from './dto/take-back.dto';
import { returnContent } from './return-content';
import { returnedLines } from './returned-lines';
import { ebtOf, tenderNotTaken } from './tenders';

/** Goods of a sale that come back, as it was asked for. */
export interface BackInputs {
  actor: Actor;
  /** Of the return's document. */
  id: string;
  input: Pick<ReturnSaleDto, 'lines' | 'refund' | 'reason'>;
  sale: Sale;
  work: EntryWork;
}

/** What comes back by the store's rules, and how its money would go back. */
export interface BackPlan {
  lines: SaleLine[];
  policy: ReturnPolicy;
  refund: Refund<SaleTender>;
  /** It was bought on account, or had for goods that were: whether anybody paid for it yet is not known here. */
  isOwed: boolean;
}

/** What the two ways in which goods come back have in common: a return pays them out, an exchange sets them against a sale. */
@Injectable()
export class GoodsBack {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    private readonly log: AuditLog,
  ) {}

  /** @throws DomainError `sale_voided`, `already_returned`, `sale_line_not_found`, `return_too_late`, `tender_not_taken`, `not_back_on_the_shelf` */
  async plan(
    { input, sale }: Pick<BackInputs, 'input' | 'sale'>,
    { store, session, now }: { store: Store; session?: ClientSession; now: Date },
  ): Promise<BackPlan> {
    if (sale.voided) throw new DomainError('sale_voided', 'This sale was voided; nothing of it is left to return.');
    const policy = await this.policyOf(sale, store, session);
    const lines = returnedLines(sale, input).map((line, index) => ({
      ...line,
      disposition: dispositionOf(input.lines[index]?.disposition, policy, index),
    }));
    assertInTime(sale, store, policy, now);
    if (input.refund && !store.tenders.includes(input.refund)) throw tenderNotTaken(input.refund, 'refund');
    const amountCents = sumCents(lines.map(({ totalCents }) => totalCents));
    const paid = { ...paidFor(sale), benefits: benefitsOf(sale, input.lines) };
    const isOwed = await this.isOwed(sale, session);
    return { lines, policy, refund: planRefund(amountCents, paid, sale.refunded, input.refund), isOwed };
  }

  /**
   * Stock comes back, to where it is returned, at the cost it left at; where it must not be sold again it is written off as it comes.
   * @throws DomainError `alcohol_not_returnable`
   */
  putBack({ lines, policy }: BackPlan, { id }: BackInputs, products: readonly Product[], posting: StockPosting): void {
    assertSaleReturnable({ lines, policy }, products);
    for (const { productId, units, costCents, disposition: goes = 'to_stock' } of lines) {
      if (goes === 'to_stock') posting.putIn(productId, units, costCents, 'return', { source: id });
      else posting.passThrough(productId, units, costCents, 'return', { reason: goes, source: id });
    }
  }

  /**
   * The return's document, and that the sale knows of it.
   * @param tenders how the money goes back, as positive amounts
   * @throws DomainError `approval_required` where a cashier pays it out otherwise than it came in
   */
  enter(
    inputs: BackInputs,
    plan: BackPlan,
    tenders: readonly SaleTender[],
  ): { content: EntryContent; posting: Posting } {
    const { actor, input, sale, work } = inputs;
    if (needsLeave(plan, tenders)) actor.require('return.other_tender', { path: 'refund', detail: OTHER_TENDER });
    assertCreditTaken(tenders, work.context.store);
    const counts = Object.fromEntries(
      input.lines.map(({ line, quantity }) => [`lines.${line}.returnedQuantity`, quantity]),
    );
    const counted = update(this.sales, { _id: sale._id }, { $inc: counts, $set: { refunded: plan.refund.refunded } });
    const logged = this.entryOfLog(inputs, plan, tenders);
    const about = { actor, at: work.now, of: sale._id, lines: plan.lines, tenders, reason: input.reason ?? null };
    return {
      content: returnContent({ ...about, counted: notHad(sale, input.lines), priced: sale }),
      posting: { operations: () => [counted, ...logged.operations()] },
    };
  }

  /** However often its goods were exchanged since: an exchange takes back goods of a sale that may itself have been paid for with goods. */
  private async isOwed(sale: Sale, session?: ClientSession): Promise<boolean> {
    if (sale.tenders.some(({ type }) => type === 'house_account')) return true;
    if (!sale.tenders.some(({ type }) => type === 'exchange')) return false;
    const find = (id: string) =>
      this.sales
        .findById(id)
        .session(session ?? null)
        .lean();
    const back = await find(exchangeId(sale._id));
    const before = back?.returnOf && (await find(back.returnOf));
    return before ? this.isOwed(before, session) : false;
  }

  /** Money that goes back is what somebody asks about later, the more where it goes back otherwise than it came in. */
  private entryOfLog(
    { actor, id, input, sale, work }: BackInputs,
    { refund: { asPaid } }: BackPlan,
    tenders: readonly SaleTender[],
  ): Posting {
    return this.log.posting(actor, {
      action: asPaid ? 'return.receipt' : 'return.other_tender',
      subject: sale._id,
      registerId: work.context.register._id.toString(),
      approvedBy: actor.lent.get('return.other_tender') ?? null,
      before: { receiptNumber: sale.receiptNumber, tenders: sale.tenders.map(withoutCode) },
      after: {
        return: id,
        tenders: tenders.map(withoutCode),
        reason: input.reason ?? null,
        // Goods sent past the shelf are stock written off: who did that is to be seen.
        lines: input.lines.map(({ line, quantity, disposition = null }) => ({ line, quantity, disposition })),
      },
    });
  }

  /** Of the store that sold and the one that takes back, whichever is stricter: no way leads round the first by the second's door. */
  private async policyOf(sale: Sale, store: Store, session?: ClientSession): Promise<ReturnPolicy> {
    if (sale.storeId.equals(store._id)) return store.returns;
    const sold = await this.stores
      .findById(sale.storeId)
      .session(session ?? null)
      .lean();
    const both = sold ? [store.returns, sold.returns] : [store.returns];
    const days = both.flatMap((policy) => (policy.days === null ? [] : [policy.days]));
    return {
      days: days.length > 0 ? Math.min(...days) : null,
      alcohol: both.some(({ alcohol }) => alcohol === 'refused') ? 'refused' : 'allowed',
      disposition: both.some(({ disposition }) => disposition === 'breakage') ? 'breakage' : 'to_stock',
    };
  }
}

/** Of lines that were sold. @throws DomainError `alcohol_not_returnable` */
export function assertSaleReturnable(
  { lines, policy }: Pick<BackPlan, 'lines' | 'policy'>,
  products: readonly Product[],
): void {
  const goods = lines.flatMap((line) => products.find(({ _id }) => _id.equals(line.productId)) ?? []);
  assertReturnable(policy, goods, (index) => `lines.${index}.line`);
}

/** Credit on a new code is the store's to give. @throws DomainError `tender_not_taken` */
export function assertCreditTaken(tenders: readonly Pick<SaleTender, 'type' | 'code'>[], store: Store): void {
  if (tenders.some(isNewCredit) && !store.tenders.includes('store_credit'))
    throw tenderNotTaken('store_credit', 'refund');
}

/** Of what is allocated, what comes back was not had after all. An offer that was used stays used. */
export function notHad({ counted, lines }: Sale, picks: readonly ReturnPick[]): CountedUse[] {
  return counted.flatMap(({ counter, lines: allocated }) => {
    const back = picks.filter(({ line }) => allocated?.includes(line));
    const units = back.reduce((sum, { line, quantity }) => sum + quantity * (lines[line]?.unitsPerPack ?? 0), 0);
    return units === 0 ? [] : [{ counter, times: -units, cents: cents(0), lines: null }];
  });
}

/**
 * Money that goes back otherwise than it came in. As credit none leaves the store, and neither does it in an exchange: unless nobody may have
 * paid for the goods yet, whose credit would be somebody else's debt.
 */
function needsLeave({ refund: { asPaid }, isOwed }: BackPlan, tenders: readonly SaleTender[]): boolean {
  if (asPaid) return isOwed && tenders.some(isNewCredit);
  return tenders.some(({ type }) => type !== 'exchange' && (isOwed || type !== 'store_credit'));
}

const isNewCredit = ({ type, code }: Pick<SaleTender, 'type' | 'code'>) => type === 'store_credit' && !code;

const OTHER_TENDER = 'Money goes back to the tender it came from, unless a manager says otherwise.';

/** What its lines were paid with. Empties that came back with them paid for goods as cash does. */
function paidFor({
  tenders,
  lines,
  giftCards,
  accountPayments,
  roundingCents,
  cashRounding,
}: Sale): Omit<PaidFor<SaleTender>, 'benefits'> {
  const exact = tenders.filter(({ type }) => !TENDERS[type].inCoins && type !== 'ebt').map(asRefunded);
  const exactCents = cents(sumCents(exact.map(({ amountCents }) => amountCents)) + ebtOf(tenders));
  // Gift cards and payments on account do not come back, but were paid for as the goods were.
  const goodsCents = sumCents(lines.map(({ totalCents }) => totalCents));
  const valueCents = sumCents([...giftCards, ...accountPayments].map(({ amountCents }) => amountCents));
  const soldCents = cents(goodsCents + valueCents);
  return { exact, cashExactCents: cents(soldCents - exactCents), roundingCents, rounding: cashRounding };
}

function benefitsOf({ tenders, lines }: Sale, picks: readonly ReturnPick[]): PaidFor<SaleTender>['benefits'] {
  return { tenders: tenders.filter(({ type }) => type === 'ebt'), dueCents: benefitsDue(lines, picks) };
}

/** What was had for goods is given back as credit: whether a card or cash had once paid for those is two documents away. */
function asRefunded(tender: SaleTender): SaleTender {
  return tender.type === 'exchange' ? { type: 'store_credit', amountCents: tender.amountCents } : tender;
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
  throw new DomainError('return_too_late', `This store takes goods back within ${days} days of their sale.`);
}

/** @throws DomainError `not_back_on_the_shelf` where the store, or the law, has none of it sold again */
export function dispositionOf(asked: Disposition | undefined, policy: ReturnPolicy, index: number): Disposition {
  if (asked !== 'to_stock' || policy.disposition === 'to_stock') return asked ?? policy.disposition;
  throw new DomainError('not_back_on_the_shelf', 'What comes back is not sold again in this store.', {
    errors: [{ path: `lines.${index}.disposition`, message: 'is not allowed here' }],
  });
}

/** @param pathOf the field that names one of the goods @throws DomainError `alcohol_not_returnable` */
export function assertReturnable(
  { alcohol }: ReturnPolicy,
  goods: readonly Product[],
  pathOf: (index: number) => string,
): void {
  const index = alcohol === 'refused' ? goods.findIndex(({ ageRestricted }) => ageRestricted) : -1;
  if (index < 0) return;
  throw new DomainError('alcohol_not_returnable', 'This store takes no alcohol back.', {
    errors: [{ path: pathOf(index), message: 'is alcohol' }],
  });
}
