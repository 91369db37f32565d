import type { Cents } from '@liquor-pos/domain/money/money';
import { planExchange } from '@liquor-pos/domain/returns/exchange';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor';
import { badInput, DomainError, notFound, withinField } from '../errors/domain-error';
import type { Posting } from '../ledger/book';
import { receiptNumberOf } from '../ledger/books/receipts/receipts.book';
import type { StockPosting } from '../ledger/books/stock/stock-posting';
import type { SaleTender } from '../ledger/documents/sale.schema';
import { type EntryContent, type EntryWork, exchangeId } from '../ledger/ledger';
import type { Product } from '../products/product.schema';
import type { CreateSaleDto } from './dto/sale-input.dto';
import { GoodsBack } from './goods-back';
import { ebtOf } from './tenders';

/** The sale that goods come back with: its transaction, and what it moves. */
interface SoldWith {
  work: EntryWork;
  products: readonly Product[];
  posting: StockPosting;
}

/** The return of an exchange. */
interface ExchangedGoods {
  content: EntryContent;
  posting: Posting;
  /** What they pay of the sale; undefined where they are worth nothing. */
  paid: SaleTender | undefined;
}

/** Goods that come back for others, with one payment: a return and a sale in one transaction, each whole, that name each other. */
@Injectable()
export class Exchanges {
  constructor(private readonly goods: GoodsBack) {}

  /**
   * Undefined where nothing is exchanged.
   * @param saleCents what the goods that go out cost; gift cards are none
   * @throws DomainError as a return does, `validation_failed` where nothing is bought for it, or the sale is dated back
   */
  async takeBack(
    actor: Actor,
    { id: saleId, exchange, offline, at }: CreateSaleDto,
    saleCents: Cents,
    { work, products, posting: stock }: SoldWith,
  ): Promise<ExchangedGoods | undefined> {
    if (!exchange) return undefined;
    actor.require('return.receipt');
    if (offline || at) throw badInput([{ path: 'exchange', message: 'is made now, with a connection' }]);
    if (saleCents <= 0) throw badInput([{ path: 'exchange', message: 'is for goods: without them it is a return' }]);
    const { context, session, now } = work;
    const { of: sale, store, register } = context;
    if (sale?.kind !== 'sale') throw notFound('sale', 'exchange.saleId');
    const inputs = { actor, id: exchangeId(saleId), input: exchange, sale, work };
    return withinField('exchange', async () => {
      const plan = await this.goods.plan(inputs, { store, session, now });
      assertNotPaidByBenefits(plan.refund.tenders);
      this.goods.putBack(plan, inputs, products, stock);
      const { creditCents, tenders } = planExchange(plan.refund.tenders, saleCents, store.cashRounding);
      const numberOf = (next: number) => receiptNumberOf(store.number, register.number, register.receiptCounter + next);
      const paid = (by: number): SaleTender[] =>
        creditCents > 0 ? [{ type: 'exchange', amountCents: creditCents, reference: numberOf(by) }] : [];
      // The return is entered first; each names the other by its receipt.
      const entered = this.goods.enter(inputs, plan, [...paid(2), ...tenders]);
      return { ...entered, paid: paid(1)[0] };
    });
  }
}

/** Benefits pay for food, and would pay for whatever it was exchanged for. @throws DomainError `ebt_not_exchanged` */
function assertNotPaidByBenefits(tenders: readonly SaleTender[]): void {
  if (ebtOf(tenders) === 0) return;
  const detail = 'What EBT paid goes back to its card: take these goods back first, and sell the others then.';
  throw new DomainError('ebt_not_exchanged', detail, {
    errors: [{ path: 'lines', message: 'were paid for by EBT' }],
  });
}
