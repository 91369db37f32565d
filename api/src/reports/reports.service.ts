import { bottleSize, nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { TENDER_NAMES } from '@liquor-pos/domain/tenders/tender-names';
import type { TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { assertForward } from '../http/day-range';
import { StockBalance } from '../ledger/books/stock/stock-balance.schema';
import { Sale } from '../ledger/documents/sale.schema';
import { Product } from '../products/product.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type {
  Grouping,
  PromotionReportDto,
  PromotionReportLineDto,
  ReportFiguresDto,
  ReportGroupDto,
  ReportRangeDto,
  SalesReportDto,
  SalesReportQueryDto,
  TaxReportDto,
  TaxReportLineDto,
  ValuationDto,
  ValuationLineDto,
} from './dto/report.dto';
import { promotionReportPipeline, taxReportPipeline } from './rule-reports';
import { salesReportPipeline } from './sales-report';
import { byWeekdayAndHour } from './weekday-hours';

type Figures = Omit<ReportFiguresDto, 'marginCents'>;
type Label = string | number | null | { name: string; volumeMl: number | null };
type Group = Figures & { _id: string | number | null; label: Label };
type StoreName = { _id: string; name: string };

/** Groups of lines, which empties are none of. */
const BY_LINES: readonly Grouping[] = ['category', 'product', 'brand', 'vendor', 'size'];
const NOTHING: Partial<Record<Grouping, string>> = { brand: 'No brand', vendor: 'No vendor', size: 'No size' };
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** What was sold, and what the stock is worth. Each report is one aggregation. */
@Injectable()
export class ReportsService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly directory: StoreDirectory,
  ) {}

  /** @throws DomainError `validation_failed` when the range ends before it begins */
  async salesReport(actor: Actor, { from, to, groupBy }: SalesReportQueryDto): Promise<SalesReportDto> {
    actor.require('report.read');
    assertForward(from, to);
    const timezone = await this.directory.timezone();
    const [facets] = await this.sales.aggregate<{ totals: Figures[]; groups: Group[]; stores: StoreName[] }>(
      salesReportPipeline(from, to, groupBy),
    );
    const nameOfStore = new Map(facets?.stores.map(({ _id, name }) => [_id, name]));
    const found = groupBy === 'product' ? await this.named(facets?.groups ?? []) : (facets?.groups ?? []);
    const groups = (groupBy === 'weekday_hour' ? byWeekdayAndHour(found) : found)
      .map((group) => toGroup({ ...group, label: nameOfStore.get(String(group._id)) ?? group.label }, groupBy))
      .filter((group) => isNotEmpty(group, groupBy));
    const totals = toFigures(facets?.totals[0]);
    if (BY_LINES.includes(groupBy)) groups.push(...groupsOfNoProduct(totals, groups));
    groups.sort((a, b) => (a.key < b.key ? -1 : 1));
    return { from, to, timezone, totals, groups };
  }

  /** Products as they are called now: sales of a day may have known them by several names. */
  private async named(groups: readonly Group[]): Promise<Group[]> {
    const ids = groups.map(({ _id }) => String(_id)).filter((id) => Types.ObjectId.isValid(id));
    const products = await this.products
      .find({ _id: { $in: ids } })
      .select({ name: 1, volumeMl: 1 })
      .lean();
    const byId = new Map(products.map(({ _id, name, volumeMl }) => [_id.toString(), { name, volumeMl }]));
    return groups.map((group) => ({ ...group, label: byId.get(String(group._id)) ?? group.label }));
  }

  /** @throws DomainError `validation_failed` when the range ends before it begins */
  async taxReport(actor: Actor, { from, to }: ReportRangeDto): Promise<TaxReportDto> {
    actor.require('report.read');
    assertForward(from, to);
    const timezone = await this.directory.timezone();
    const groups = await this.sales.aggregate<TaxReportLineDto>(taxReportPipeline(from, to));
    return { from, to, timezone, totalTaxCents: sum(groups.map(({ taxCents }) => taxCents)), groups };
  }

  /** @throws DomainError `validation_failed` when the range ends before it begins */
  async promotionReport(actor: Actor, { from, to }: ReportRangeDto): Promise<PromotionReportDto> {
    actor.require('report.read');
    assertForward(from, to);
    const timezone = await this.directory.timezone();
    const groups = await this.sales.aggregate<PromotionReportLineDto>(promotionReportPipeline(from, to));
    return { from, to, timezone, totalDiscountCents: sum(groups.map((group) => group.discountCents)), groups };
  }

  /** What is on hand in all stores, at what it cost. */
  async valuation(actor: Actor): Promise<ValuationDto> {
    actor.require('report.read');
    const items = await this.balances.aggregate<ValuationLineDto>([
      { $group: { _id: '$productId', onHand: { $sum: '$onHand' }, valueCents: { $sum: '$valueCents' } } },
      { $match: { $or: [{ onHand: { $ne: 0 } }, { valueCents: { $ne: 0 } }] } },
      {
        $lookup: {
          from: this.products.collection.collectionName,
          localField: '_id',
          foreignField: '_id',
          as: 'product',
        },
      },
      { $unwind: '$product' },
      { $sort: { 'product.sortName': 1, _id: 1 } },
      {
        $project: {
          _id: 0,
          productId: { $toString: '$_id' },
          sku: '$product.sku',
          name: '$product.name',
          category: '$product.category',
          onHand: 1,
          valueCents: 1,
        },
      },
    ]);
    const onHand = sum(items.map((item) => item.onHand));
    return { totals: { products: items.length, onHand, valueCents: sum(items.map((item) => item.valueCents)) }, items };
  }
}

function toGroup({ _id, label, ...figures }: Group, groupBy: Grouping): ReportGroupDto {
  const key = groupBy === 'hour' ? String(_id).padStart(2, '0') : String(_id ?? '');
  return { key, label: labelOf(groupBy, key, label), ...toFigures(figures) };
}

function labelOf(groupBy: Grouping, key: string, label: Label): string {
  if (groupBy === 'hour') return `${key}:00`;
  if (groupBy === 'weekday_hour') return `${WEEKDAYS[Number(key[0])]} ${key.slice(2)}:00`;
  if (groupBy === 'tender') return TENDER_NAMES.en[key as TenderType] ?? key;
  if (label === null || label === '') return NOTHING[groupBy] ?? 'No category';
  if (typeof label === 'object') return nameWithSize(label.name, label.volumeMl);
  return groupBy === 'size' ? bottleSize(Number(label)) : String(label);
}

function toFigures(figures: Figures | undefined): ReportFiguresDto {
  const { salesCount = 0, units = 0, grossCents = 0, discountCents = 0, netCents = 0 } = figures ?? {};
  const { depositCents = 0, taxCents = 0, totalCents = 0, costCents = 0 } = figures ?? {};
  const { giftCardCents = 0, accountPaymentCents = 0 } = figures ?? {};
  const { voidsCount = 0, voidedCents = 0, returnsCount = 0, returnedCents = 0 } = figures ?? {};
  const sold = {
    salesCount,
    voidsCount,
    voidedCents,
    returnsCount,
    returnedCents,
    units,
    grossCents,
    discountCents,
    netCents,
    depositCents,
    taxCents,
    totalCents,
    giftCardCents,
    accountPaymentCents,
    costCents,
  };
  return { ...sold, marginCents: netCents - costCents };
}

/** A product whose every sale was voided on the same day has nothing left to say; who voided them has. */
function isNotEmpty({ key, label, ...figures }: ReportGroupDto, groupBy: Grouping): boolean {
  const { voidsCount, voidedCents, returnsCount, returnedCents, ...sold } = figures;
  return Object.values(BY_LINES.includes(groupBy) ? sold : figures).some((figure) => figure !== 0);
}

/** Empties, gift cards and payments on account are no line of a product: what they come to are groups of their own, so that the groups add up. */
function groupsOfNoProduct(totals: ReportFiguresDto, groups: readonly ReportGroupDto[]): ReportGroupDto[] {
  const depositCents = totals.depositCents - sum(groups.map((group) => group.depositCents));
  const { giftCardCents, accountPaymentCents } = totals;
  const nothing = toFigures(undefined);
  return [
    { key: 'empties', label: 'Empties returned', ...nothing, depositCents, totalCents: depositCents },
    { key: 'gift_cards', label: 'Gift cards sold', ...nothing, giftCardCents, totalCents: giftCardCents },
    {
      ...{ key: 'account_payments', label: 'Paid on account', ...nothing },
      ...{ accountPaymentCents, totalCents: accountPaymentCents },
    },
  ].filter(({ totalCents }) => totalCents !== 0);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
