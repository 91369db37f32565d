import { baseUnits, cents, sumCents } from '@liquor-pos/pricing/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Principal } from '../auth/principal';
import { bulkWrite, insert } from '../common/bulk-write';
import { badInput } from '../common/domain-error';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { Product } from '../products/product.schema';
import { productNotFound } from '../products/products.service';
import { StoreDirectory } from '../stores/store-directory';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { AdjustmentAnswerDto, AdjustmentDto, ReceiveDto, ReceivingDto } from './dto/inventory.dto';
import { toBalance, toMovement } from './inventory-mapping';
import { Receiving } from './receiving.schema';
import { StockBalance } from './stock-balance.schema';
import { StockMovement } from './stock-movement.schema';
import { type PostingContext, StockPosting, stockState } from './stock-posting';
import { type StockedProduct, stockedProducts } from './stocked-products';

/** Adjusting and receiving: the ways stock changes besides selling. */
@Injectable()
export class StockChangesService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
    @InjectModel(StockMovement.name, TENANT) private readonly movements: Model<StockMovement>,
    @InjectModel(Receiving.name, TENANT) private readonly receivings: Model<Receiving>,
    private readonly current: CurrentTenant,
    private readonly stores: StoreDirectory,
    private readonly idempotency: Idempotency,
  ) {}

  /** Adds or takes away units at their average cost, with a reason. @throws DomainError `product_not_found` */
  async adjust(principal: Principal, input: AdjustmentDto, request?: KeyedRequest): Promise<AdjustmentAnswerDto> {
    const storeId = await this.stores.store(input.storeId);
    const productId = new Types.ObjectId(input.productId);
    return this.idempotency.once(request, async (session) => {
      const [product] = await this.read([productId], storeId, session);
      if (!product) throw productNotFound('productId');
      const posting = this.posting(contextOf(principal, storeId, null), [product]);
      const details = { reason: input.reason, note: input.note ?? null };
      const units = baseUnits(Math.abs(input.units));
      if (input.units < 0) posting.takeOut(productId, units, 'adjustment', details);
      else posting.putIn(productId, units, costOfFound(units, product), 'adjustment', details);
      await bulkWrite(this.current.connection, posting.operations(this.models), session);
      const [movement] = posting.movements;
      if (!movement) throw new Error('an adjustment always makes a movement');
      return { movement: toMovement(movement), balance: toBalance(product, posting.stateOf(productId)) };
    });
  }

  /** Takes in goods at their cost. @throws DomainError `product_not_found` naming the line, `validation_failed` past what adds up exactly */
  async receive(
    principal: Principal,
    input: ReceiveDto,
    request?: KeyedRequest,
    at = new Date(),
  ): Promise<ReceivingDto> {
    assertAddsUp(input);
    const storeId = await this.stores.store(input.storeId);
    return this.idempotency.once(request, async (session) => {
      const context = contextOf(principal, storeId, new Types.ObjectId().toString(), at);
      const receiving = receivingOf(input, context);
      const ids = receiving.lines.map(({ productId }) => productId);
      const products = await this.read(ids, storeId, session);
      const posting = this.posting(context, products);
      const known = new Set(products.map(({ _id }) => _id.toString()));
      receiving.lines.forEach(({ productId, units, unitCostCents }, index) => {
        if (!known.has(productId.toString())) throw productNotFound(`lines.${index}.productId`);
        posting.putIn(productId, units, cents(units * unitCostCents), 'receipt');
      });
      const operations = [insert(this.receivings, receiving), ...posting.operations(this.models)];
      await bulkWrite(this.current.connection, operations, session);
      const balances = products.map((product) => toBalance(product, posting.stateOf(product._id)));
      return { ...toReceiving(receiving), balances };
    });
  }

  /** Whether goods were taken in under this key. */
  async wasReceived(request: KeyedRequest): Promise<boolean> {
    return this.idempotency.isAnswered(request);
  }

  private get models() {
    return { movements: this.movements, balances: this.balances };
  }

  private read(ids: Types.ObjectId[], storeId: Types.ObjectId, session: ClientSession): Promise<StockedProduct[]> {
    return stockedProducts(this.products, this.balances, { _id: { $in: ids } }, storeId, session);
  }

  private posting(context: PostingContext, products: StockedProduct[]): StockPosting {
    const states = products.map(
      ({ _id, balance, costCents }) => [_id.toString(), stockState(balance, costCents)] as const,
    );
    return new StockPosting(context, new Map(states));
  }
}

function contextOf(
  principal: Principal,
  storeId: Types.ObjectId,
  source: string | null,
  at = new Date(),
): PostingContext {
  return { at, storeId, userId: new Types.ObjectId(principal.userId), source };
}

/** Units that turn up are worth what those on the shelf are. */
function costOfFound(units: number, product: StockedProduct) {
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
  return {
    _id: new Types.ObjectId(source ?? undefined),
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
