import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, PipelineStage } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditEntry } from '../audit/audit-entry.schema';
import { Shift } from '../ledger/books/drawer/shift.schema';
import { Sale } from '../ledger/documents/sale.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { CashierExceptionsDto, ExceptionFiguresDto, ExceptionsReportDto } from './dto/exceptions.dto';
import type { ReportRangeDto } from './dto/report.dto';

type Sums = { _id: string; name: string } & Partial<ExceptionFiguresDto>;

const NOTHING: ExceptionFiguresDto = {
  salesCount: 0,
  salesCents: 0,
  returnsCount: 0,
  returnsCents: 0,
  voidsCount: 0,
  voidsCents: 0,
  overridesCount: 0,
  overridesCents: 0,
  discountsCount: 0,
  discountsCents: 0,
  noSalesCount: 0,
  clearedCount: 0,
  clearedCents: 0,
  closesCount: 0,
  shortCents: 0,
  overCents: 0,
};

/** By cashier, what an owner looks at: returns, voids, prices by hand, drawers opened for nothing, baskets cleared, cash missing. */
@Injectable()
export class ExceptionsReportService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(AuditEntry.name, TENANT) private readonly entries: Model<AuditEntry>,
    private readonly directory: StoreDirectory,
  ) {}

  async report(actor: Actor, { from, to }: ReportRangeDto): Promise<ExceptionsReportDto> {
    actor.require('report.read');
    const timezone = await this.directory.timezone();
    const at = aroundIt(await this.directory.instantsOf(from, to));
    const done = await this.directory.businessDaysOf(from, to);
    const days = { businessDate: { $gte: from, $lte: to } };
    const sums = await Promise.all([
      this.sales.aggregate<Sums>(salesPipeline(days)),
      this.entries.aggregate<Sums>(entriesPipeline({ ...done, at })),
      this.shifts.aggregate<Sums>(shiftsPipeline({ ...days, openedAt: at })),
    ]);
    const cashiers = merged(sums.flat());
    const totals = { ...NOTHING };
    for (const cashier of cashiers) addTo(totals, cashier);
    return { from, to, timezone, totals, cashiers };
  }
}

/** As far as the clocks of two stores can be apart, and a day that begins late: what an index finds before the days themselves are looked at. */
const APART_MS = 2 * 24 * 60 * 60_000;

function aroundIt({ $gte, $lt }: { $gte?: Date; $lt?: Date }): object {
  return {
    ...($gte && { $gte: new Date($gte.getTime() - APART_MS) }),
    ...($lt && { $lt: new Date($lt.getTime() + APART_MS) }),
  };
}

const DISCOUNTS = ['line_discount', 'sale_discount'];

function salesPipeline(days: object): PipelineStage[] {
  const of = (kind: Sale['kind'], value: object | number) => ({
    $sum: { $cond: [{ $eq: ['$kind', kind] }, value, 0] },
  });
  const byHand = (kinds: string[]) => ({
    $reduce: {
      input: '$lines.discounts',
      initialValue: [],
      in: {
        $concatArrays: ['$$value', { $filter: { input: '$$this', as: 'one', cond: { $in: ['$$one.kind', kinds] } } }],
      },
    },
  });
  const negated = { $multiply: ['$totals.totalCents', -1] };
  return [
    { $match: days },
    { $set: { overrides: byHand(['price_override']), reductions: byHand(DISCOUNTS) } },
    {
      $group: {
        _id: { $toString: '$cashierId' },
        name: { $last: '$cashierName' },
        salesCount: of('sale', 1),
        salesCents: of('sale', '$totals.totalCents' as never),
        returnsCount: of('return', 1),
        returnsCents: of('return', negated),
        voidsCount: of('void', 1),
        voidsCents: of('void', negated),
        overridesCount: of('sale', { $size: '$overrides' }),
        overridesCents: of('sale', { $sum: '$overrides.amountCents' }),
        discountsCount: of('sale', { $size: '$reductions' }),
        discountsCents: of('sale', { $sum: '$reductions.amountCents' }),
      },
    },
  ];
}

function entriesPipeline(done: object): PipelineStage[] {
  const of = (action: string, value: object | number) => ({
    $sum: { $cond: [{ $eq: ['$action', action] }, value, 0] },
  });
  return [
    { $match: { action: { $in: ['drawer.no_sale', 'sale.cleared'] }, ...done } },
    // Taken back and sold after all, it was not cleared.
    { $lookup: { from: 'sales', localField: 'subject', foreignField: '_id', as: 'sold' } },
    { $match: { sold: { $size: 0 } } },
    {
      $group: {
        _id: '$actor.id',
        name: { $last: '$actor.name' },
        noSalesCount: of('drawer.no_sale', 1),
        clearedCount: of('sale.cleared', 1),
        clearedCents: of('sale.cleared', '$before.totalCents' as never),
      },
    },
  ];
}

function shiftsPipeline(filter: object): PipelineStage[] {
  const cash = { $filter: { input: '$close.overShort', as: 'one', cond: { $eq: ['$$one.tender', 'cash'] } } };
  return [
    { $match: { ...filter, closedAt: { $ne: null } } },
    { $set: { off: { $sum: { $map: { input: cash, as: 'one', in: '$$one.cents' } } } } },
    {
      $group: {
        _id: { $toString: '$closedBy' },
        name: { $last: '$close.closedByName' },
        closesCount: { $sum: 1 },
        shortCents: { $sum: { $max: [{ $multiply: ['$off', -1] }, 0] } },
        overCents: { $sum: { $max: ['$off', 0] } },
      },
    },
  ];
}

function merged(sums: readonly Sums[]): CashierExceptionsDto[] {
  const byId = new Map<string, CashierExceptionsDto>();
  for (const { _id: cashierId, name: cashierName, ...figures } of sums) {
    const known = byId.get(cashierId) ?? { cashierId, cashierName, ...NOTHING };
    addTo(known, figures);
    byId.set(cashierId, known);
  }
  return [...byId.values()].sort((a, b) => (a.cashierName < b.cashierName ? -1 : 1));
}

function addTo(sum: ExceptionFiguresDto, figures: Partial<ExceptionFiguresDto>): void {
  for (const name of Object.keys(NOTHING) as (keyof ExceptionFiguresDto)[]) sum[name] += figures[name] ?? 0;
}
