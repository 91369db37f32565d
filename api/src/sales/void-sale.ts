import { baseUnits, cents } from '@liquor-pos/pricing/money';
import { localTime } from '@liquor-pos/pricing/zoned-time';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Principal } from '../auth/principal';
import { bulkWrite, insert, update } from '../common/bulk-write';
import { businessDate } from '../common/business-date';
import { DomainError, notFound } from '../common/domain-error';
import { inTransaction } from '../common/transaction';
import { StockBalance } from '../inventory/stock-balance.schema';
import { StockMovement } from '../inventory/stock-movement.schema';
import { StockPosting, stockState } from '../inventory/stock-posting';
import { stockedProducts } from '../inventory/stocked-products';
import { Product } from '../products/product.schema';
import { drawerChange, postToDrawer } from '../shifts/drawer';
import { Shift } from '../shifts/shift.schema';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { Sale, type VoidMark } from './sale.schema';
import { minus, negated, negatedLine, netTenders } from './sale-figures';
import { type SalePlace, SalePlaces } from './sale-place';
import { StoreLanes } from './store-lanes';

/** Undoes a sale by a counter-entry dated now: days that are over keep their figures, and nothing is rewritten. */
@Injectable()
export class VoidSaleService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
    @InjectModel(StockMovement.name, TENANT) private readonly movements: Model<StockMovement>,
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    private readonly current: CurrentTenant,
    private readonly places: SalePlaces,
    private readonly lanes: StoreLanes,
  ) {}

  /** Voiding a voided sale answers it as it is. @throws DomainError `sale_not_found`, `sale_has_returns` */
  async void(principal: Principal, saleId: string, reason: string | null): Promise<Sale> {
    const target = await this.sales.findOne({ _id: saleId, kind: 'sale' }).select({ storeId: 1, registerId: 1 }).lean();
    if (!target) throw notFound('sale');
    return this.lanes.run(`${this.current.id}:${target.storeId.toString()}`, () =>
      inTransaction(this.current.connection, async (session) => {
        const place = await this.places.read(target.registerId, saleId, session);
        if (!place.sale) throw notFound('sale');
        if (place.sale.voided) return place.sale;
        if (place.sale.lines.some(({ returnedQuantity }) => returnedQuantity > 0)) throw hasReturns();
        const mark = { at: new Date(), userId: new Types.ObjectId(principal.userId), reason };
        return this.counter(principal, place, place.sale, mark, session);
      }),
    );
  }

  private async counter(
    principal: Principal,
    place: SalePlace,
    sale: Sale,
    mark: VoidMark,
    session: ClientSession,
  ): Promise<Sale> {
    const posting = await this.putBack(sale, mark, session);
    const net = netTenders(sale.tenders, sale.changeCents).map(({ type, amountCents }) => ({
      type,
      amountCents: cents(-amountCents),
    }));
    const drawer = postToDrawer(
      this.shifts,
      { storeId: sale.storeId, registerId: sale.registerId, shift: place.shift },
      mark,
      drawerChange({ voids: 1 }, net),
    );
    await bulkWrite(
      this.current.connection,
      [
        insert(this.sales, counterEntry(sale, place, mark, principal.name, drawer.shiftId)),
        update(this.sales, { _id: sale._id }, { $set: { voided: mark } }),
        drawer.operation,
        ...posting.operations({ movements: this.movements, balances: this.balances }),
      ],
      session,
    );
    return { ...sale, voided: mark };
  }

  /** Stock comes back at the cost it left at. */
  private async putBack(sale: Sale, { at, userId }: VoidMark, session: ClientSession): Promise<StockPosting> {
    const ids = sale.lines.map(({ productId }) => productId);
    const products = await stockedProducts(this.products, this.balances, { _id: { $in: ids } }, sale.storeId, session);
    const states = products.map(
      ({ _id, balance, costCents }) => [_id.toString(), stockState(balance, costCents)] as const,
    );
    const posting = new StockPosting({ at, storeId: sale.storeId, userId, source: sale._id }, new Map(states));
    for (const { productId, units, costCents } of sale.lines)
      posting.putIn(productId, baseUnits(units), costCents, 'void');
    return posting;
  }
}

function hasReturns(): DomainError {
  return new DomainError(
    'conflict',
    'sale_has_returns',
    'Some of this sale was brought back already. Take the rest back as a return.',
  );
}

function counterEntry(
  sale: Sale,
  { store }: SalePlace,
  { at, userId }: VoidMark,
  by: string,
  shiftId: Types.ObjectId,
): Sale {
  return {
    ...sale,
    _id: `${sale._id}:void`,
    kind: 'void',
    voids: sale._id,
    receiptNumber: `${sale.receiptNumber}-V`,
    shiftId,
    cashierId: userId,
    cashierName: by,
    at,
    businessDate: businessDate(at, store.timezone, store.dayStartHour),
    localHour: localTime(at, store.timezone).hour,
    lines: sale.lines.map(negatedLine),
    empties: (sale.empties ?? []).map((one) => ({ ...one, count: -one.count, amountCents: minus(one.amountCents) })),
    totals: negated(sale.totals),
    tenders: sale.tenders.map(({ type, amountCents }) => ({ type, amountCents: cents(-amountCents) })),
    changeCents: minus(sale.changeCents),
    roundingCents: minus(sale.roundingCents ?? 0),
    tenderShares: sale.tenderShares.map((share) => ({ type: share.type, ...negated(share) })),
    flags: [],
    createdAt: at,
  };
}
