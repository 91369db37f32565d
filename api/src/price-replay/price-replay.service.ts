import { Readable } from 'node:stream';
import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { InexactAmount } from '@liquor-pos/domain/money/money';
import type { Basket, OfferLeft } from '@liquor-pos/domain/pricing/basket';
import { priceBasket } from '@liquor-pos/domain/pricing/price-basket';
import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import { daysBetween } from '@liquor-pos/domain/time/business-date';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { badInput, DomainError } from '../errors/domain-error';
import { Sale } from '../ledger/documents/sale.schema';
import { RuleBooks, type Rules } from '../pricing-rules/rule-books';
import { leftOf, offerCounter, usesOf } from '../pricing-rules/rule-limits';
import { Product } from '../products/product.schema';
import { Store } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type {
  PriceReplayDto,
  PriceReplayResultDto,
  ReplayedReceiptDto,
  ReplayFiguresDto,
  ReplayLineDto,
} from './dto/price-replay.dto';
import { pastBasket } from './past-basket';
import { withTried } from './tried-rules';

const MOST_DAYS = 90;
const MOST_SALES = 200_000;
const MOST_RECEIPTS = 200;
const PROGRESS_EVERY = 200;
/** So long others wait for their turn at the most, but for one sale's pricing. */
const TURN_MS = 5;

/** What sales would have cost under other rules. Nothing is written, one at a time for a tenant, and it ends when nobody listens any more. */
@Injectable()
export class PriceReplayService {
  private readonly logger = new Logger(PriceReplayService.name);
  private isRunning = false;

  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    private readonly books: RuleBooks,
  ) {}

  /**
   * Lines of JSON, each a `ReplayLineDto`.
   * @throws DomainError `validation_failed`, `replay_running`, `too_many_sales`, and those of a rule that can't be made
   */
  async stream(actor: Actor, asked: PriceReplayDto): Promise<Readable> {
    actor.require('rule.write');
    assertRange(asked);
    const rules = await this.books.current();
    const tried = await withTried(rules, asked.rules);
    const salesCount = await this.sales.countDocuments(soldIn(asked));
    if (salesCount > MOST_SALES) throw tooManySales(salesCount);
    if (this.isRunning) throw alreadyRunning();
    this.isRunning = true;
    const lines = Readable.from(this.lines(asked, { rules, tried, salesCount }));
    lines.once('close', () => {
      this.isRunning = false;
    });
    return lines;
  }

  private async *lines(asked: PriceReplayDto, inputs: ReplayInputs): AsyncGenerator<string> {
    try {
      for await (const line of this.replay(asked, inputs)) yield `${JSON.stringify(line)}\n`;
    } catch (error) {
      // The answer has begun: what stopped it is its last line.
      this.logger.error(error instanceof Error ? error.stack : error);
      yield `${JSON.stringify({ problem: 'internal_error' } satisfies ReplayLineDto)}\n`;
    }
  }

  private async *replay(
    asked: PriceReplayDto,
    { rules, tried, salesCount }: ReplayInputs,
  ): AsyncGenerator<ReplayLineDto> {
    const [products, stores] = await Promise.all([this.goods(), this.stores.find().lean()]);
    const outcome = new Outcome(asked, salesCount);
    const [before, after] = [new ReplayedBook(rules, []), new ReplayedBook(tried, triedIds(rules, tried))];
    let salesDone = 0;
    let turnEnds = performance.now() + TURN_MS;
    const cursor = this.sales
      .find(soldIn(asked))
      .sort({ businessDate: 1 })
      .lean()
      .cursor({ batchSize: PROGRESS_EVERY });
    for await (const sale of cursor) {
      if (performance.now() > turnEnds) {
        await turnOfOthers();
        turnEnds = performance.now() + TURN_MS;
      }
      const store = stores.find(({ _id }) => _id.equals(sale.storeId));
      const basket = store && pastBasket(sale, store, products, rules.promotions);
      const prices = store && basket && this.priced(sale, basket, store, { before, after });
      if (prices) outcome.add(sale, prices.before, prices.after);
      else outcome.leaveOut();
      if (++salesDone % PROGRESS_EVERY === 0) yield { progress: { salesDone, salesCount } };
    }
    yield { result: outcome.result() };
  }

  /** Undefined where its amounts are no more exact by the rules that are tried. */
  private priced(sale: Sale, basket: Basket, { taxRounding }: Store, books: Record<'before' | 'after', ReplayedBook>) {
    try {
      return {
        before: books.before.price(sale, basket, taxRounding),
        after: books.after.price(sale, basket, taxRounding),
      };
    } catch (error) {
      if (error instanceof InexactAmount) return undefined;
      throw error;
    }
  }

  private async goods(): Promise<Map<string, Product>> {
    const all = new Map<string, Product>();
    for await (const product of this.products.find().lean().cursor()) all.set(product._id.toString(), product);
    return all;
  }
}

interface ReplayInputs {
  rules: Rules;
  tried: Rules;
  salesCount: number;
}

const UNUSED = { times: 0, cents: 0 };

/** A rule book as it was used up: an offer that sales took part in is left to them as it was, one that is tried begins anew. */
class ReplayedBook {
  private readonly used = new Map<string, { times: number; cents: number }>();

  constructor(
    private readonly rules: Rules,
    private readonly tried: readonly string[],
  ) {}

  price(sale: Sale, basket: Basket, taxRounding: Store['taxRounding']): PricedBasket {
    const { promotions } = this.rules;
    const who = { reference: basket.customer?.reference };
    const offersLeft = leftOf(promotions, who, (counter) => this.used.get(counter) ?? UNUSED).map((left) =>
      this.tried.includes(left.promotionId) ? left : asItWas(sale, left),
    );
    const priced = priceBasket({ ...basket, offersLeft }, { ...this.rules, taxRounding });
    for (const { counter, times, cents: off } of usesOf(priced, promotions, who)) {
      const known = this.used.get(counter) ?? UNUSED;
      this.used.set(counter, { times: known.times + times, cents: known.cents + off });
    }
    return priced;
  }
}

/** What a sale had of an offer is what was left for it. */
function asItWas({ counted }: Sale, { promotionId, cents: most }: OfferLeft): OfferLeft {
  const had = counted.find(({ counter }) => counter === offerCounter(promotionId));
  return { promotionId, uses: had ? null : 0, cents: had && most !== null ? had.cents : null };
}

function triedIds(rules: Rules, tried: Rules): string[] {
  return tried.promotions.filter((one) => !rules.promotions.includes(one)).map(({ id }) => id);
}

/** Adds up what sales cost one way and the other. */
class Outcome {
  private readonly before = nothing();
  private readonly after = nothing();
  private touchedCount = 0;
  private leftOutCount = 0;
  private receipts: ReplayedReceiptDto[] = [];

  constructor(
    private readonly asked: PriceReplayDto,
    private readonly salesCount: number,
  ) {}

  add(sale: Sale, before: PricedBasket, after: PricedBasket): void {
    const { costCents } = sale.totals;
    addTo(this.before, before, costCents);
    addTo(this.after, after, costCents);
    const [beforeCents, afterCents] = [before.totals.totalCents, after.totals.totalCents];
    if (beforeCents === afterCents && before.totals.taxCents === after.totals.taxCents) return;
    this.touchedCount++;
    const { _id: saleId, receiptNumber, businessDate } = sale;
    this.receipts.push({ saleId, receiptNumber, businessDate, beforeCents, afterCents });
    if (this.receipts.length >= 2 * MOST_RECEIPTS) this.receipts = mostChanged(this.receipts);
  }

  leaveOut(): void {
    this.leftOutCount++;
  }

  result(): PriceReplayResultDto {
    const { from, to } = this.asked;
    const { salesCount, touchedCount, leftOutCount, before, after } = this;
    return { from, to, salesCount, touchedCount, leftOutCount, before, after, receipts: mostChanged(this.receipts) };
  }
}

function nothing(): ReplayFiguresDto {
  return { discountCents: 0, netCents: 0, depositCents: 0, taxCents: 0, totalCents: 0, marginCents: 0 };
}

function addTo(sums: ReplayFiguresDto, { totals }: PricedBasket, costCents: number): void {
  sums.discountCents += totals.discountCents;
  sums.netCents += totals.netCents;
  sums.depositCents += totals.depositCents;
  sums.taxCents += totals.taxCents;
  sums.totalCents += totals.totalCents;
  sums.marginCents += totals.netCents - costCents;
}

function mostChanged(receipts: readonly ReplayedReceiptDto[]): ReplayedReceiptDto[] {
  const change = ({ beforeCents, afterCents }: ReplayedReceiptDto) => Math.abs(afterCents - beforeCents);
  return [...receipts].sort((a, b) => change(b) - change(a)).slice(0, MOST_RECEIPTS);
}

function soldIn({ from, to }: PriceReplayDto) {
  return { kind: 'sale' as const, voided: null, 'lines.0': { $exists: true }, businessDate: { $gte: from, $lte: to } };
}

function assertRange({ from, to }: PriceReplayDto): void {
  if (to < from) throw badInput([{ path: 'to', message: 'must not be before from' }]);
  if (daysBetween(from, to) >= MOST_DAYS) throw badInput([{ path: 'to', message: `must be within ${MOST_DAYS} days` }]);
}

function tooManySales(salesCount: number): DomainError {
  const detail = `There are ${salesCount} sales on these days, and ${MOST_SALES} are priced again at the most. Choose fewer days.`;
  return new DomainError('unprocessable', 'too_many_sales', detail, {
    errors: [{ path: 'to', message: 'leaves too many sales' }],
  });
}

function alreadyRunning(): DomainError {
  return new DomainError('conflict', 'replay_running', 'Rules are being tried already. Wait for that, or end it.');
}
