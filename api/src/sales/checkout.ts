import { cents, sumCents } from '@liquor-pos/pricing/money';
import type { PricedBasket } from '@liquor-pos/pricing/price-basket';
import { NOTHING_REFUNDED } from '@liquor-pos/pricing/refund';
import { settle } from '@liquor-pos/pricing/settle';
import { localTime } from '@liquor-pos/pricing/zoned-time';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Principal } from '../auth/principal';
import { bulkWrite, insert, update } from '../common/bulk-write';
import { businessDate } from '../common/business-date';
import { badInput, DomainError } from '../common/domain-error';
import { inTransaction, violatedIndex } from '../common/transaction';
import { StockBalance } from '../inventory/stock-balance.schema';
import { StockMovement } from '../inventory/stock-movement.schema';
import { StockPosting, stockState } from '../inventory/stock-posting';
import { type StockedProduct, stockedProducts } from '../inventory/stocked-products';
import { RuleBooks } from '../pricing-rules/rule-books';
import { Product } from '../products/product.schema';
import { drawerChange, postToDrawer } from '../shifts/drawer';
import { Shift } from '../shifts/shift.schema';
import { Register } from '../stores/register.schema';
import { type Store, settingsOf } from '../stores/store.schema';
import { StoreDirectory } from '../stores/store-directory';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { namesOf, productsOf, type RatedBasket, type ResolvedLine, rateBasket, resolveLines, toQuote } from './basket';
import { assertChangeWithin, countedEmpties } from './drawer-limits';
import type { CreateSaleDto, QuoteDto } from './dto/sale-input.dto';
import { Sale, type SaleFlag, type SaleLine, type SaleTender } from './sale.schema';
import { netTenders, pickFigures, shareByTender } from './sale-figures';
import { assertMayAskFor, type Permission, permitSale } from './sale-permission';
import { type SalePlace, SalePlaces } from './sale-place';
import { saleRequestHash } from './sale-request-hash';
import { assertMayBeDated, ratedAt, saleFlags, soldAt } from './sale-time';
import { StoreLanes } from './store-lanes';

export interface Checkout {
  sale: Sale;
  /** True when the id was sold before: this is that first answer again. */
  replayed: boolean;
}

/** What one sale is worked out from, all read inside its transaction. */
interface SaleInputs {
  principal: Principal;
  input: CreateSaleDto;
  requestHash: string;
  now: Date;
  place: SalePlace;
  lines: ResolvedLine<StockedProduct>[];
}

/**
 * The sale's one transaction: the sale, its stock movements, the balances, the shift's totals and the receipt number, in
 * four round trips (place, products, one bulk write, commit) however many lines it has; a fifth when the pricing rules changed.
 */
@Injectable()
export class CheckoutService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
    @InjectModel(StockMovement.name, TENANT) private readonly movements: Model<StockMovement>,
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    private readonly current: CurrentTenant,
    private readonly directory: StoreDirectory,
    private readonly places: SalePlaces,
    private readonly lanes: StoreLanes,
    private readonly books: RuleBooks,
  ) {}

  /**
   * @throws DomainError `sale_id_reused`, `price_changed`, `out_of_stock`, `insufficient_tender`, `card_over_tendered`, `change_over_limit`,
   * `product_not_found`, `pack_not_found`, `unknown_barcode`, `register_not_found`, `product_archived`, `approval_required`,
   * `age_check_required`, `underage`, `outside_sale_hours`, `deposit_not_found`
   */
  async sell(principal: Principal, input: CreateSaleDto): Promise<Checkout> {
    assertNotEmpty(input);
    assertMayAskFor(principal, input);
    const now = new Date();
    const requestHash = saleRequestHash(input);
    const { registerId, storeId } = await this.directory.register(input.registerId);
    return this.lanes.run(`${this.current.id}:${storeId.toString()}`, async () => {
      try {
        return await inTransaction(this.current.connection, async (session) => {
          const place = await this.places.read(registerId, input.id, session);
          // A retry may come long after its first attempt: whether it is dated back is no question any more.
          if (place.sale) return replay(place.sale, requestHash);
          assertMayBeDated(principal, input, now);
          const lines = await this.resolve(input, place, session);
          const sale = await this.record({ principal, input, requestHash, now, place, lines }, session);
          return { sale, replayed: false };
        });
      } catch (error) {
        // Another process took the same id between our look and our write.
        const first = violatedIndex(error) === '_id_' && (await this.sales.findById(input.id).lean());
        if (first) return replay(first, requestHash);
        throw error;
      }
    });
  }

  private async resolve(input: CreateSaleDto, { store }: SalePlace, session: ClientSession) {
    const found = await stockedProducts(this.products, this.balances, productsOf(input.lines), store._id, session);
    const lines = resolveLines(input.lines, found);
    lines.forEach(({ product }, index) => {
      // The till may not know yet; what was sold without a connection is sold.
      if (!product.active && !input.offline) throw archived(index, product);
    });
    return lines;
  }

  private async record(inputs: SaleInputs, session: ClientSession): Promise<Sale> {
    const { principal, input, now, place, lines } = inputs;
    const { store, register } = place;
    const at = soldAt(input, now);
    const empties = countedEmpties(principal, input.empties, place, now);
    const rules = await this.books.at(place.rulesVersion, session);
    const rated = rateBasket(input, lines, { store, rules, at: ratedAt(input, now) });
    const { priced } = rated;
    if (input.totalCents !== undefined && input.totalCents !== priced.totals.totalCents)
      throw priceChanged(lines, rated, store);
    const permission = permitSale(rated, input);
    const tenders = input.tenders.map(({ type, amountCents }) => ({ type, amountCents: cents(amountCents) }));
    const { changeCents, roundingCents } = settled(priced, tenders, store);
    assertChangeWithin(tenders, changeCents, store);

    const userId = new Types.ObjectId(principal.userId);
    const posting = postingFor(lines, { at, storeId: store._id, userId, source: input.id });
    const saleLines = priced.lines.map((line, index) => takeLine(line, lines[index], posting));
    const oversold = lines.filter(({ product }) => posting.stateOf(product._id).onHand < 0);
    if (oversold.length > 0 && store.negativeStock === 'block' && !input.offline) throw outOfStock(oversold);

    const net = netTenders(tenders, changeCents);
    const drawer = postToDrawer(
      this.shifts,
      { storeId: store._id, registerId: register._id, shift: place.shift },
      { at: now, userId },
      drawerChange({ sales: 1 }, net),
    );
    const flags: SaleFlag[] = [
      ...saleFlags(principal, input, now),
      ...permission.flags,
      ...(oversold.length > 0 ? (['negative_stock'] as const) : []),
    ];
    const sale = saleDocument(inputs, {
      at,
      shiftId: drawer.shiftId,
      saleLines,
      priced,
      permission,
      tenders,
      net,
      changeCents,
      roundingCents,
      flags,
    });
    await bulkWrite(
      this.current.connection,
      [
        insert(this.sales, sale),
        update(
          this.registers,
          { _id: register._id },
          { $inc: { receiptCounter: 1 }, ...(empties && { $set: { empties } }) },
        ),
        drawer.operation,
        ...posting.operations({ movements: this.movements, balances: this.balances }),
      ],
      session,
    );
    return sale;
  }
}

export function replay(sale: Sale, requestHash: string): Checkout {
  if (sale.requestHash === requestHash) return { sale, replayed: true };
  throw new DomainError(
    'conflict',
    'sale_id_reused',
    'A different sale was made with this id. Give every sale an id of its own; repeat one only to retry the same sale.',
    { errors: [{ path: 'id', message: 'belongs to a different sale' }] },
  );
}

function settled(priced: PricedBasket, tenders: SaleTender[], store: Store) {
  const settlement = settle(priced.totals.totalCents, tenders, settingsOf(store).cashRounding);
  if (settlement.settled) return settlement;
  const path = 'tenders';
  if (settlement.fault === 'insufficient_tender') {
    throw new DomainError('unprocessable', 'insufficient_tender', `${settlement.missingCents} cents are missing.`, {
      errors: [{ path, message: `add up to ${settlement.missingCents} cents less than the total` }],
    });
  }
  throw new DomainError('unprocessable', 'card_over_tendered', 'A card can be charged no more than what is due.', {
    errors: [{ path, message: `charge cards ${settlement.excessCents} cents more than the total` }],
  });
}

function postingFor(
  lines: readonly ResolvedLine<StockedProduct>[],
  context: ConstructorParameters<typeof StockPosting>[0],
): StockPosting {
  const states = lines.map(
    ({ product }) => [product._id.toString(), stockState(product.balance, product.costCents)] as const,
  );
  return new StockPosting(context, new Map(states));
}

function takeLine(
  line: PricedBasket['lines'][number],
  resolved: ResolvedLine<StockedProduct> | undefined,
  posting: StockPosting,
): SaleLine {
  if (!resolved) throw new Error('a priced line belongs to no line of the basket');
  const productId = resolved.product._id;
  const costCents = posting.takeOut(productId, line.units, 'sale');
  return { ...line, ...namesOf(resolved), productId, costCents, returnedQuantity: 0 };
}

function saleDocument(
  { principal, input, requestHash, now, place }: SaleInputs,
  made: {
    at: Date;
    shiftId: Types.ObjectId;
    saleLines: SaleLine[];
    tenders: SaleTender[];
    net: SaleTender[];
    changeCents: Sale['changeCents'];
    roundingCents: Sale['roundingCents'];
    priced: PricedBasket;
    permission: Permission;
    flags: SaleFlag[];
  },
): Sale {
  const { store, register } = place;
  const totals = totalsOf(made.saleLines, made.priced);
  return {
    _id: input.id,
    kind: 'sale',
    voids: null,
    returnOf: null,
    receiptNumber: receiptNumber(store.number, register.number, register.receiptCounter + 1),
    storeId: store._id,
    registerId: register._id,
    shiftId: made.shiftId,
    cashierId: new Types.ObjectId(principal.userId),
    cashierName: principal.name,
    at: made.at,
    businessDate: businessDate(made.at, store.timezone, store.dayStartHour),
    localHour: localTime(made.at, store.timezone).hour,
    lines: made.saleLines,
    empties: made.priced.empties,
    totals,
    tenders: made.tenders,
    changeCents: made.changeCents,
    roundingCents: made.roundingCents,
    tenderShares: shareByTender(totals, made.net),
    rulesVersion: made.priced.rulesVersion,
    customer: customerOf(input),
    ageCheck: made.permission.ageCheck,
    cashRounding: settingsOf(store).cashRounding,
    refunded: NOTHING_REFUNDED,
    reason: null,
    flags: made.flags,
    voided: null,
    requestHash,
    createdAt: now,
  };
}

/** `<store>-<register>-<counter>`, the counter filled to six digits so that receipts sort. */
export function receiptNumber(store: number, register: number, counter: number): string {
  return `${store}-${register}-${String(counter).padStart(6, '0')}`;
}

function totalsOf(lines: readonly SaleLine[], { totals }: PricedBasket): Sale['totals'] {
  return pickFigures({ ...totals, costCents: sumCents(lines.map(({ costCents }) => costCents)) });
}

function customerOf({ customer }: CreateSaleDto): Sale['customer'] {
  return customer ? { groups: customer.groups ?? [], taxExemption: customer.taxExemption ?? null } : null;
}

/** @throws DomainError `validation_failed` for a basket of nothing */
export function assertNotEmpty({ lines, empties }: QuoteDto): void {
  if (lines.length === 0 && (empties ?? []).length === 0) {
    throw badInput([{ path: 'lines', message: 'must hold something, or empties must be brought back' }]);
  }
}

function priceChanged(lines: readonly ResolvedLine[], rated: RatedBasket, store: Store): DomainError {
  const { priced } = rated;
  return new DomainError(
    'conflict',
    'price_changed',
    'The total is another one now; show the customer the new quote.',
    {
      errors: [{ path: 'totalCents', message: `is ${priced.totals.totalCents} now` }],
      extra: { quote: toQuote(lines, rated, store) },
    },
  );
}

function outOfStock(oversold: readonly ResolvedLine[]): DomainError {
  const names = [...new Set(oversold.map(({ product }) => product.name))].join(', ');
  return new DomainError(
    'conflict',
    'out_of_stock',
    `The books have too few of: ${names}. This store does not sell below zero.`,
  );
}

function archived(index: number, product: Product): DomainError {
  return new DomainError('conflict', 'product_archived', `${product.name} was archived and is not on sale.`, {
    errors: [{ path: `lines.${index}.productId`, message: 'is archived' }],
  });
}
