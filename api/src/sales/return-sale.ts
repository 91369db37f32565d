import { createHash } from 'node:crypto';
import { type Cents, cents, multiplyDivide, sumCents } from '@liquor-pos/pricing/money';
import { type ReturnedLine, returnLines, type SoldLine } from '@liquor-pos/pricing/return-lines';
import { type CashRounding, roundCash } from '@liquor-pos/pricing/settle';
import { localTime } from '@liquor-pos/pricing/zoned-time';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Principal } from '../auth/principal';
import { bulkWrite, insert, update } from '../common/bulk-write';
import { businessDate } from '../common/business-date';
import { DomainError, notFound } from '../common/domain-error';
import { inTransaction, violatedIndex } from '../common/transaction';
import { StockBalance } from '../inventory/stock-balance.schema';
import { StockMovement } from '../inventory/stock-movement.schema';
import { StockPosting, stockState } from '../inventory/stock-posting';
import { stockedProducts } from '../inventory/stocked-products';
import { Product } from '../products/product.schema';
import { drawerChange, postToDrawer } from '../shifts/drawer';
import { Shift } from '../shifts/shift.schema';
import { Register } from '../stores/register.schema';
import { roundingOf } from '../stores/store.schema';
import { StoreDirectory } from '../stores/store-directory';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { type Checkout, receiptNumber, replay } from './checkout';
import type { ReturnSaleDto } from './dto/take-back.dto';
import { Sale, type SaleLine } from './sale.schema';
import { negatedLine, netTenders, pickFigures, shareByTender } from './sale-figures';
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
    private readonly current: CurrentTenant,
    private readonly directory: StoreDirectory,
    private readonly places: SalePlaces,
    private readonly lanes: StoreLanes,
  ) {}

  /** @throws DomainError `sale_not_found`, `sale_voided`, `already_returned`, `sale_line_not_found`, `sale_id_reused` */
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
    const by = { at: now, userId: new Types.ObjectId(principal.userId) };
    const posting = await this.putBack(lines, inputs, by, session);
    const document = returnDocument(inputs, lines);
    const drawer = postToDrawer(
      this.shifts,
      { storeId: place.store._id, registerId: place.register._id, shift: place.shift },
      by,
      drawerChange({ returns: 1 }, netTenders(document.tenders, document.changeCents)),
    );
    const cash = document.tenders.filter(({ type }) => type === 'cash').reduce((sum, one) => sum + one.amountCents, 0);
    const inCash = input.refund !== 'card';
    const counts: Record<string, number> = Object.fromEntries(
      input.lines.map(({ line, quantity }) => [`lines.${line}.returnedQuantity`, quantity]),
    );
    const answer = { ...document, shiftId: drawer.shiftId };
    await bulkWrite(
      this.current.connection,
      [
        insert(this.sales, answer),
        update(this.sales, { _id: sale._id }, { $inc: { ...counts, ...(inCash && cashCounts(document, cash)) } }),
        update(this.registers, { _id: place.register._id }, { $inc: { receiptCounter: 1 } }),
        drawer.operation,
        ...posting.operations({ movements: this.movements, balances: this.balances }),
      ],
      session,
    );
    return answer;
  }

  /** Stock comes back, to where it is returned, at the cost it left at. */
  private async putBack(
    lines: readonly SaleLine[],
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
    const posting = new StockPosting({ at, storeId, userId, source: input.id }, new Map(states));
    for (const { productId, units, costCents } of lines) posting.putIn(productId, units, costCents, 'return');
    return posting;
  }
}

function cashCounts({ totals }: Sale, paidCents: number) {
  return { 'cashReturns.exactCents': totals.totalCents, 'cashReturns.paidCents': paidCents };
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
  const { refund = 'cash' } = input;
  const paid =
    refund === 'cash' ? cashRefund(sale, totals.totalCents, roundingOf(store).cashRounding) : totals.totalCents;
  const tenders = paid === 0 ? [] : [{ type: refund, amountCents: paid }];
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

/** What coins pay now: all cash returns of the sale rounded together, less what was paid before. */
function cashRefund({ cashReturns }: Sale, totalCents: Cents, rounding: CashRounding): Cents {
  const { exactCents, paidCents } = cashReturns ?? { exactCents: 0, paidCents: 0 };
  return cents(roundCash(cents(exactCents + totalCents), rounding) - paidCents);
}

function returnRequestHash(saleId: string, { lines, refund, registerId, reason }: ReturnSaleDto): string {
  const content = [saleId, lines.map(({ line, quantity }) => [line, quantity]), refund, registerId, reason];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
