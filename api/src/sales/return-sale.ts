import { createHash } from 'node:crypto';
import { type Cents, cents, multiplyDivide, sumCents } from '@liquor-pos/pricing/money';
import { NOTHING_REFUNDED, type PaidFor, planRefund, type Refund, type Refunded } from '@liquor-pos/pricing/refund';
import { type ReturnedLine, returnLines, type SoldLine } from '@liquor-pos/pricing/return-lines';
import { localTime } from '@liquor-pos/pricing/zoned-time';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Principal } from '../auth/principal';
import { includesRole } from '../auth/role';
import { bulkWrite, insert, update } from '../common/bulk-write';
import { businessDate, daysBetween } from '../common/business-date';
import { DomainError, needsManager, notFound } from '../common/domain-error';
import { inTransaction, violatedIndex } from '../common/transaction';
import { StockBalance } from '../inventory/stock-balance.schema';
import { StockMovement } from '../inventory/stock-movement.schema';
import { StockPosting, stockState } from '../inventory/stock-posting';
import { stockedProducts } from '../inventory/stocked-products';
import { Product } from '../products/product.schema';
import { drawerChange, postToDrawer } from '../shifts/drawer';
import { Shift } from '../shifts/shift.schema';
import { Register } from '../stores/register.schema';
import { type ReturnPolicy, Store, settingsOf } from '../stores/store.schema';
import { StoreDirectory } from '../stores/store-directory';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { type Checkout, receiptNumber, replay } from './checkout';
import type { ReturnSaleDto } from './dto/take-back.dto';
import { Sale, type SaleLine } from './sale.schema';
import { minus, negatedLine, netTenders, pickFigures, shareByTender } from './sale-figures';
import { type SalePlace, SalePlaces } from './sale-place';
import { StoreLanes } from './store-lanes';

interface ReturnInputs {
  principal: Principal;
  input: ReturnSaleDto;
  requestHash: string;
  place: SalePlace;
  sale: Sale;
  now: Date;
}

/**
 * Takes back some lines of a sale: money, stock and taxes go back exactly as they were charged, in a document of its own dated now. The
 * sale counts how many packs of each line came back, in the same transaction, so that none comes back twice.
 */
@Injectable()
export class ReturnSaleService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
    @InjectModel(StockMovement.name, TENANT) private readonly movements: Model<StockMovement>,
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    private readonly current: CurrentTenant,
    private readonly directory: StoreDirectory,
    private readonly places: SalePlaces,
    private readonly lanes: StoreLanes,
  ) {}

  /**
   * @throws DomainError `sale_not_found`, `sale_voided`, `already_returned`, `sale_line_not_found`, `sale_id_reused`, `approval_required`,
   * `return_too_late`, `alcohol_not_returnable`
   */
  async take(principal: Principal, saleId: string, input: ReturnSaleDto): Promise<Checkout> {
    const requestHash = returnRequestHash(saleId, input);
    const target = await this.sales.findOne({ _id: saleId, kind: 'sale' }).select({ registerId: 1 }).lean();
    if (!target) throw notFound('sale');
    const { registerId, storeId } = await this.directory.register(input.registerId ?? target.registerId.toString());
    return this.lanes.run(`${this.current.id}:${storeId.toString()}`, async () => {
      try {
        return await inTransaction(this.current.connection, async (session) => {
          const place = await this.places.read(registerId, input.id, session);
          if (place.sale) return replay(place.sale, requestHash);
          const sale = await this.sales.findOne({ _id: saleId, kind: 'sale' }).session(session).lean();
          if (!sale) throw notFound('sale');
          const inputs = { principal, input, requestHash, place, sale, now: new Date() };
          return { sale: await this.record(inputs, session), replayed: false };
        });
      } catch (error) {
        // Another process took the same id between our look and our write.
        const first = violatedIndex(error) === '_id_' && (await this.sales.findById(input.id).lean());
        if (first) return replay(first, requestHash);
        throw error;
      }
    });
  }

  private async record(inputs: ReturnInputs, session: ClientSession): Promise<Sale> {
    const { principal, input, place, sale, now } = inputs;
    if (sale.voided)
      throw new DomainError('conflict', 'sale_voided', 'This sale was voided; nothing of it is left to return.');
    const lines = returnedLines(sale, input);
    const policy = await this.policyOf(inputs, session);
    assertInTime(sale, place.store, policy, now);
    const by = { at: now, userId: new Types.ObjectId(principal.userId) };
    const posting = await this.putBack(lines, policy, inputs, by, session);
    const refund = refundOf(inputs, lines);
    const document = returnDocument(inputs, lines, refund);
    const drawer = postToDrawer(
      this.shifts,
      { storeId: place.store._id, registerId: place.register._id, shift: place.shift },
      by,
      drawerChange({ returns: 1 }, netTenders(document.tenders, document.changeCents)),
    );
    const counts: Record<string, number> = Object.fromEntries(
      input.lines.map(({ line, quantity }) => [`lines.${line}.returnedQuantity`, quantity]),
    );
    const answer = { ...document, shiftId: drawer.shiftId };
    await bulkWrite(
      this.current.connection,
      [
        insert(this.sales, answer),
        update(this.sales, { _id: sale._id }, { $inc: counts, $set: { refunded: refund.refunded } }),
        update(this.registers, { _id: place.register._id }, { $inc: { receiptCounter: 1 } }),
        drawer.operation,
        ...posting.operations({ movements: this.movements, balances: this.balances }),
      ],
      session,
    );
    return answer;
  }

  /** Of the store that sold and the one that takes back, whichever is stricter: no way leads round the first by the second's door. */
  private async policyOf({ sale, place }: ReturnInputs, session: ClientSession): Promise<ReturnPolicy> {
    const here = settingsOf(place.store).returns;
    if (sale.storeId.equals(place.store._id)) return here;
    const sold = await this.stores.findById(sale.storeId).session(session).lean();
    const there = settingsOf(sold ?? {}).returns;
    const days = [here.days, there.days].filter((one) => one !== null);
    return {
      days: days.length > 0 ? Math.min(...days) : null,
      alcohol: [here, there].some(({ alcohol }) => alcohol === 'refused') ? 'refused' : 'allowed',
      disposition: [here, there].some(({ disposition }) => disposition === 'breakage') ? 'breakage' : 'to_stock',
    };
  }

  /** Stock comes back, to where it is returned, at the cost it left at; where it must not be sold again it is written off as it comes. */
  private async putBack(
    lines: readonly SaleLine[],
    { alcohol, disposition }: ReturnPolicy,
    { input, place }: ReturnInputs,
    { at, userId }: { at: Date; userId: Types.ObjectId },
    session: ClientSession,
  ): Promise<StockPosting> {
    const storeId = place.store._id;
    const ids = lines.map(({ productId }) => productId);
    const products = await stockedProducts(this.products, this.balances, { _id: { $in: ids } }, storeId, session);
    const states = products.map(
      ({ _id, balance, costCents }) => [_id.toString(), stockState(balance, costCents)] as const,
    );
    if (alcohol === 'refused') assertNoAlcohol(lines, products, input);
    const posting = new StockPosting({ at, storeId, userId, source: input.id }, new Map(states));
    for (const { productId, units, costCents } of lines) {
      if (disposition === 'to_stock') posting.putIn(productId, units, costCents, 'return');
      else posting.passThrough(productId, units, costCents, 'return', { reason: 'breakage' });
    }
    return posting;
  }
}

/** How the money goes back. @throws DomainError `approval_required` where a cashier pays it out otherwise than it came in */
function refundOf({ principal, input, sale, place }: ReturnInputs, lines: readonly SaleLine[]): Refund {
  const amountCents = sumCents(lines.map(({ totalCents }) => totalCents));
  const refund = planRefund(amountCents, paidFor(sale, place.store), refundedOf(sale), input.refund);
  if (!refund.asPaid && !includesRole(principal.role, 'manager')) {
    throw needsManager(
      'refund',
      'Money goes back to the tender it came from, unless a manager says otherwise.',
      'return.other_tender',
    );
  }
  return refund;
}

/** What its lines were paid with. Empties that came back with them paid for goods as cash does. */
function paidFor(sale: Sale, store: Store): PaidFor {
  const onCards = sumCents(sale.tenders.filter(({ type }) => type === 'card').map(({ amountCents }) => amountCents));
  const lines = sumCents(sale.lines.map(({ totalCents }) => totalCents));
  return {
    cardCents: onCards,
    cashExactCents: cents(lines - onCards),
    roundingCents: sale.roundingCents ?? cents(0),
    rounding: sale.cashRounding ?? settingsOf(store).cashRounding,
  };
}

function refundedOf({ refunded, cashReturns }: Sale): Refunded {
  if (refunded) return { ...NOTHING_REFUNDED, ...refunded };
  if (!cashReturns) return NOTHING_REFUNDED;
  const { exactCents, paidCents } = cashReturns;
  return { ...NOTHING_REFUNDED, cashExactCents: minus(exactCents), cashPaidCents: minus(paidCents) };
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

function returnedLines(sale: Sale, input: ReturnSaleDto): SaleLine[] {
  const returned = returnLines(sale.lines.map(toSoldLine), input.lines);
  if (!returned.accepted) throw returnRefused(returned, input);
  return returned.lines.map((line) => {
    const of = sale.lines[line.line] as SaleLine;
    return {
      ...of,
      ...line,
      productId: of.productId,
      costCents: costOf(of, line),
      trace: [],
      returnedQuantity: 0,
      saleLine: line.line,
    };
  });
}

/** Lines sold before taxes, deposits and promotions were kept have none. */
function toSoldLine(line: SaleLine): SoldLine {
  return {
    ...line,
    productId: line.productId.toString(),
    includedTaxCents: line.includedTaxCents ?? cents(0),
    discounts: line.discounts ?? [],
    deposits: line.deposits ?? [],
    taxes: line.taxes ?? [],
    returnedQuantity: line.returnedQuantity ?? 0,
  };
}

/** The cost that left comes back as the figures do: all returns of a line add up to it. */
function costOf({ costCents, quantity, returnedQuantity = 0 }: SaleLine, part: ReturnedLine): Cents {
  const upTo = (packs: number) => multiplyDivide(costCents, packs, quantity);
  return cents(upTo(returnedQuantity + part.quantity) - upTo(returnedQuantity));
}

function returnRefused(
  { fault, line, left }: { fault: 'no_such_line' | 'already_returned' | 'picked_twice'; line: number; left: number },
  { lines }: ReturnSaleDto,
): DomainError {
  const path = `lines.${lines.findIndex((pick) => pick.line === line)}`;
  if (fault === 'no_such_line') return notFound('sale line', `${path}.line`);
  if (fault === 'picked_twice') {
    return new DomainError('bad_input', 'validation_failed', 'The request is not valid; see errors.', {
      errors: [{ path: `${path}.line`, message: 'is named twice' }],
    });
  }
  return new DomainError('conflict', 'already_returned', `Of line ${line} only ${left} can still be returned.`, {
    errors: [{ path: `${path}.quantity`, message: `is more than the ${left} left` }],
  });
}

function returnDocument(
  { principal, input, requestHash, place, sale, now }: ReturnInputs,
  taken: readonly SaleLine[],
  refund: Refund,
): Sale {
  const { store, register } = place;
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
  });
  const tenders = [
    { type: 'card' as const, amountCents: minus(refund.cardCents) },
    { type: 'cash' as const, amountCents: minus(refund.cashCents) },
  ].filter(({ amountCents }) => amountCents < 0);
  return {
    _id: input.id,
    kind: 'return',
    voids: null,
    returnOf: sale._id,
    receiptNumber: receiptNumber(store.number, register.number, register.receiptCounter + 1),
    storeId: store._id,
    registerId: register._id,
    shiftId: sale.shiftId,
    cashierId: new Types.ObjectId(principal.userId),
    cashierName: principal.name,
    at: now,
    businessDate: businessDate(now, store.timezone, store.dayStartHour),
    localHour: localTime(now, store.timezone).hour,
    lines,
    empties: [],
    totals,
    tenders,
    changeCents: cents(0),
    roundingCents: cents(sumCents(tenders.map(({ amountCents }) => amountCents)) - totals.totalCents),
    tenderShares: shareByTender(totals, tenders),
    rulesVersion: sale.rulesVersion,
    customer: sale.customer,
    ageCheck: null,
    reason: input.reason ?? null,
    flags: [],
    voided: null,
    requestHash,
    createdAt: now,
  };
}

function returnRequestHash(saleId: string, { lines, refund, registerId, reason }: ReturnSaleDto): string {
  const content = [saleId, lines.map(({ line, quantity }) => [line, quantity]), refund, registerId, reason];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
