import { Readable } from 'node:stream';
import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { InexactAmount } from '@liquor-pos/domain/money/money';
import type { Basket } from '@liquor-pos/domain/pricing/basket';
import { daysBetween } from '@liquor-pos/domain/time/business-date';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { badInput, DomainError } from '../errors/domain-error';
import { Sale } from '../ledger/documents/sale.schema';
import { RuleBooks, type Rules } from '../pricing-rules/rule-books';
import { Product } from '../products/product.schema';
import { Store } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type { PriceReplayDto, ReplayLineDto } from './dto/price-replay.dto';
import { Outcome } from './outcome';
import { pastBasket } from './past-basket';
import { ReplayedBook, triedIds } from './replayed-book';
import { withTried } from './tried-rules';

const MOST_DAYS = 90;
const MOST_SALES = 200_000;
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

function soldIn({ from, to }: PriceReplayDto) {
  return { kind: 'sale' as const, voided: null, 'lines.0': { $exists: true }, businessDate: { $gte: from, $lte: to } };
}

function assertRange({ from, to }: PriceReplayDto): void {
  if (to < from) throw badInput([{ path: 'to', message: 'must not be before from' }]);
  if (daysBetween(from, to) >= MOST_DAYS) throw badInput([{ path: 'to', message: `must be within ${MOST_DAYS} days` }]);
}

function tooManySales(salesCount: number): DomainError {
  const detail = `There are ${salesCount} sales on these days, and ${MOST_SALES} are priced again at the most. Choose fewer days.`;
  return new DomainError('too_many_sales', detail, {
    errors: [{ path: 'to', message: 'leaves too many sales' }],
  });
}

function alreadyRunning(): DomainError {
  return new DomainError('replay_running', 'Rules are being tried already. Wait for that, or end it.');
}
