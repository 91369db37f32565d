import { type BusinessDate, businessDate } from '@liquor-pos/domain/time/business-date';
import { addDays } from '@liquor-pos/domain/time/local-time';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { averageCost } from '../ledger/books/stock/moving-average';
import { StockBalance } from '../ledger/books/stock/stock-balance.schema';
import { stockState } from '../ledger/books/stock/stock-posting';
import { Sale } from '../ledger/documents/sale.schema';
import { Product } from '../products/product.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { StockReportDto, StockReportLineDto, StockReportQueryDto } from './dto/report.dto';
import { daysLeft, packsToOrder, sellThroughMillionths } from './reorder';

/** How long a delivery takes, at the most. */
const LEAD_DAYS = 7;

interface Sold {
  units: number;
  netCents: number;
  lastSoldOn: BusinessDate | null;
}

const NEVER: Sold = { units: 0, netCents: 0, lastSoldOn: null };

/** What sells and what does not, against what is on hand: what to order, and what lies dead. */
@Injectable()
export class StockReportService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly directory: StoreDirectory,
  ) {}

  /** @throws DomainError `store_not_found` */
  async report(
    actor: Actor,
    { days, coverDays, storeId }: StockReportQueryDto,
    now = new Date(),
  ): Promise<StockReportDto> {
    actor.require('report.read');
    const store = await this.directory.store(storeId);
    const { timezone, dayStartHour } = await this.directory.clockOf(store);
    const to = businessDate(now, timezone, dayStartHour);
    const from = addDays(to, 1 - days);
    const [sold, balances, products] = await Promise.all([
      this.soldIn(store, { $gte: from, $lte: to }),
      this.balances.find({ storeId: store }).lean(),
      this.products.find({ active: true }).sort({ sortName: 1, _id: 1 }).lean(),
    ]);
    const balanceOf = new Map(balances.map((balance) => [balance.productId.toString(), balance]));
    const items = products
      .map((product) => {
        const id = product._id.toString();
        return lineOf(product, balanceOf.get(id), sold.get(id) ?? NEVER, days, coverDays);
      })
      .filter(({ onHand, soldUnits, reorderPoint }) => onHand !== 0 || soldUnits !== 0 || reorderPoint !== null);
    return { from, to, totals: totalsOf(items), items };
  }

  private async soldIn(storeId: Types.ObjectId, days: object): Promise<Map<string, Sold>> {
    const isSale = { $eq: ['$kind', 'sale'] };
    const sums = await this.sales.aggregate<Sold & { _id: Types.ObjectId }>([
      { $match: { businessDate: days, storeId } },
      { $unwind: '$lines' },
      {
        $group: {
          _id: '$lines.productId',
          units: { $sum: '$lines.units' },
          netCents: { $sum: '$lines.netCents' },
          lastSoldOn: { $max: { $cond: [isSale, '$businessDate', null] } },
        },
      },
    ]);
    // What was taken back whole was not sold.
    return new Map(
      sums.map(({ _id, ...sold }) => [_id.toString(), sold.units > 0 ? sold : { ...sold, lastSoldOn: null }]),
    );
  }
}

function lineOf(
  product: Product,
  balance: StockBalance | undefined,
  { units: soldUnits, netCents, lastSoldOn }: Sold,
  days: number,
  coverDays: number,
): StockReportLineDto {
  const { sku, name, volumeMl, category, vendor, reorderPoint, costCents, packs } = product;
  const state = stockState(balance, costCents);
  const { onHand, valueCents } = state;
  // What is ordered comes in the largest pack there is.
  const pack = packs.reduce((largest, one) => (one.units > largest.units ? one : largest), packs[0] ?? BOTTLE);
  const turnover = { soldUnits, days, onHand, reorderPoint, packUnits: pack.units };
  const order = packsToOrder(turnover, coverDays, LEAD_DAYS);
  const costOfOne = costCents || averageCost(state);
  return {
    productId: product._id.toString(),
    sku,
    name,
    volumeMl,
    category,
    vendor,
    onHand,
    valueCents,
    reorderPoint,
    soldUnits,
    netCents,
    lastSoldOn,
    daysLeft: daysLeft(turnover),
    sellThroughMillionths: sellThroughMillionths(turnover),
    suggestion:
      order === 0
        ? null
        : { packs: order, packName: pack.name, packUnits: pack.units, costCents: order * pack.units * costOfOne },
  };
}

const BOTTLE = { name: 'Bottle', units: 1 };

/** On hand, and not sold once in the days looked at. */
function isDead({ onHand, lastSoldOn }: Pick<StockReportLineDto, 'onHand' | 'lastSoldOn'>): boolean {
  return onHand > 0 && lastSoldOn === null;
}

function totalsOf(items: readonly StockReportLineDto[]) {
  const dead = items.filter(isDead);
  const ordered = items.flatMap(({ suggestion }) => suggestion ?? []);
  return {
    deadProducts: dead.length,
    deadCents: dead.reduce((sum, { valueCents }) => sum + valueCents, 0),
    orderProducts: ordered.length,
    orderCents: ordered.reduce((sum, { costCents }) => sum + costCents, 0),
  };
}
