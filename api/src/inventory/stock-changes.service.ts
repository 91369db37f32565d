import { fold } from '@liquor-pos/domain/catalogue/search-words';
import { type BaseUnits, baseUnits, cents, sumCents } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { badInput, DomainError } from '../errors/domain-error';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { StockBook } from '../ledger/books/stock/stock.book';
import type { PostingContext } from '../ledger/books/stock/stock-posting';
import { INVOICE_INDEX, Receiving } from '../ledger/documents/receiving.schema';
import { Ledger } from '../ledger/ledger';
import { insert } from '../mongo/bulk-write';
import { violatedIndex } from '../mongo/transaction';
import { productNotFound } from '../products/products.service';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { AdjustmentAnswerDto, AdjustmentDto, ReceiveDto, ReceivingDto } from './dto/inventory.dto';
import { toBalance, toMovement } from './inventory-mapping';
import { type StockedProduct, StockedProducts, statesOf } from './stocked-products';

/** Adjusting and receiving: the ways stock changes besides selling. */
@Injectable()
export class StockChangesService {
  constructor(
    @InjectModel(Receiving.name, TENANT) private readonly receivings: Model<Receiving>,
    private readonly ledger: Ledger,
    private readonly stock: StockBook,
    private readonly products: StockedProducts,
    private readonly stores: StoreDirectory,
    private readonly idempotency: Idempotency,
    private readonly log: AuditLog,
  ) {}

  /** Adds or takes away units at their average cost, with a reason. @throws DomainError `product_not_found` */
  async adjust(actor: Actor, input: AdjustmentDto, request?: KeyedRequest): Promise<AdjustmentAnswerDto> {
    actor.require('stock.adjust');
    const storeId = await this.stores.store(input.storeId);
    const productId = new Types.ObjectId(input.productId);
    return this.ledger.enterBooks(storeId, request, async (session) => {
      const products = await this.products.find({ _id: productId }, storeId, session);
      const [product] = products;
      if (!product) throw productNotFound('productId');
      const posting = this.stock.post(contextOf(actor, storeId, null), statesOf(products));
      const details = { reason: input.reason, note: input.note ?? null };
      const units = baseUnits(Math.abs(input.units));
      if (input.units < 0) posting.takeOut(productId, units, 'adjustment', details);
      else posting.putIn(productId, units, costOfFound(units, product), 'adjustment', details);
      const [movement] = posting.movements;
      if (!movement) throw new Error('an adjustment always makes a movement');
      const balance = toBalance(product, posting.stateOf(productId));
      const entry = this.log.posting(actor, {
        action: 'stock.adjust',
        subject: input.productId,
        after: { storeId: storeId.toString(), units: input.units, ...details },
      });
      return { answer: { movement: toMovement(movement), balance }, postings: [posting, entry] };
    });
  }

  /**
   * Takes in goods at their cost; an invoice of a vendor once.
   * @throws DomainError `product_not_found` naming the line, `invoice_received`, `validation_failed` past what adds up exactly
   */
  async receive(actor: Actor, input: ReceiveDto, request?: KeyedRequest, at = new Date()): Promise<ReceivingDto> {
    actor.require('stock.receive');
    assertAddsUp(input);
    const storeId = await this.stores.store(input.storeId);
    const received = this.ledger.enterBooks(storeId, request, async (session) => {
      const context = contextOf(actor, storeId, new Types.ObjectId().toString(), at);
      const receiving = receivingOf(input, context);
      const ids = receiving.lines.map(({ productId }) => productId);
      const products = await this.products.find({ _id: { $in: ids } }, storeId, session);
      const posting = this.stock.post(context, statesOf(products));
      const known = new Set(products.map(({ _id }) => _id.toString()));
      receiving.lines.forEach(({ productId, units, unitCostCents }, index) => {
        if (!known.has(productId.toString())) throw productNotFound(`lines.${index}.productId`);
        posting.putIn(productId, units, cents(units * unitCostCents), 'receipt');
      });
      const itself = { operations: () => [insert(this.receivings, receiving)] };
      const balances = products.map((product) => toBalance(product, posting.stateOf(product._id)));
      const { vendor, invoice, totalCostCents } = receiving;
      const about = { vendor, invoice, totalCostCents, lines: receiving.lines.length };
      const entry = this.log.posting(actor, {
        action: 'stock.receive',
        subject: receiving._id.toString(),
        after: about,
      });
      return { answer: { ...toReceiving(receiving), balances }, postings: [itself, posting, entry] };
    });
    return received.catch(async (error: unknown) => {
      if (violatedIndex(error) !== INVOICE_INDEX) throw error;
      // The same call, come twice at once: what the other one made is its answer too.
      if (request && (await this.idempotency.isAnswered(request))) return this.receive(actor, input, request, at);
      throw invoiceReceived();
    });
  }

  /** Whether goods were taken in under this key. */
  async wasReceived(actor: Actor, request: KeyedRequest): Promise<boolean> {
    actor.require('stock.receive');
    return this.idempotency.isAnswered(request);
  }
}

function contextOf(actor: Actor, storeId: Types.ObjectId, source: string | null, at = new Date()): PostingContext {
  return { at, storeId, userId: actor.userId, source };
}

/** The same invoice, however it was typed. */
function invoiceKeyOf({ vendor, invoice }: ReceiveDto): string | undefined {
  return vendor?.trim() && invoice?.trim() ? `${fold(vendor)}\n${fold(invoice)}` : undefined;
}

function invoiceReceived(): DomainError {
  return new DomainError('invoice_received', 'This invoice of this vendor was taken in before.', {
    errors: [{ path: 'invoice', message: 'was taken in before' }],
  });
}

/** Units that turn up are worth what those on the shelf are. */
function costOfFound(units: BaseUnits, product: StockedProduct) {
  const { averageCostCents } = toBalance(product, product.balance);
  return cents(units * averageCostCents);
}

/** More than any invoice; sums of such amounts are still exact. */
const MOST_COST_CENTS = 100_000_000_000;

function assertAddsUp({ lines }: ReceiveDto): void {
  const total = lines.reduce((sum, { units, unitCostCents }) => sum + units * unitCostCents, 0);
  if (total > MOST_COST_CENTS)
    throw badInput([{ path: 'lines', message: `must not cost more than ${MOST_COST_CENTS} cents in all` }]);
}

function receivingOf(input: ReceiveDto, { at, storeId, userId, source }: PostingContext): Receiving {
  const lines = input.lines.map(({ productId, units, unitCostCents }) => ({
    productId: new Types.ObjectId(productId),
    units: baseUnits(units),
    unitCostCents: cents(unitCostCents),
  }));
  const invoiceKey = invoiceKeyOf(input);
  return {
    _id: new Types.ObjectId(source ?? undefined),
    ...(invoiceKey !== undefined && { invoiceKey }),
    at,
    storeId,
    vendor: input.vendor ?? null,
    invoice: input.invoice ?? null,
    lines,
    totalCostCents: sumCents(lines.map(({ units, unitCostCents }) => cents(units * unitCostCents))),
    userId,
  };
}

function toReceiving(receiving: Receiving): Omit<ReceivingDto, 'balances'> {
  const { _id, at, storeId, vendor, invoice, lines, totalCostCents } = receiving;
  return {
    id: _id.toString(),
    at,
    storeId: storeId.toString(),
    vendor,
    invoice,
    lines: lines.map(({ productId, units, unitCostCents }) => ({
      productId: productId.toString(),
      units,
      unitCostCents,
    })),
    totalCostCents,
  };
}
