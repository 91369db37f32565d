import { businessDate } from '@liquor-pos/domain/time/business-date';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { forbidden, notFound } from '../errors/domain-error';
import { assertForward } from '../http/day-range';
import { afterCursor, type Page, toPage } from '../http/paging';
import { Shift } from '../ledger/books/drawer/shift.schema';
import type { FilterQuery } from '../mongo/query-types';
import { Register } from '../store-directory/register.schema';
import { Store } from '../store-directory/store.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { ShiftDto, ShiftQueryDto, ZReportDto, ZReportQueryDto } from './dto/shift.dto';
import type { ShiftFiguresDto } from './dto/shift-figures.dto';
import { ShiftFigures } from './shift-figures';
import { toShift, toZReport } from './shift-mapping';

/** Reading shifts, what is in their drawers, and what was when they were closed. */
@Injectable()
export class ShiftsService {
  constructor(
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    private readonly directory: StoreDirectory,
    private readonly figures: ShiftFigures,
  ) {}

  /** Latest first. @throws DomainError `register_not_found` */
  async list(actor: Actor, query: ShiftQueryDto): Promise<Page<ShiftDto>> {
    actor.require('sale.read');
    const { registerId, status } = query;
    if (status === 'open') return { items: await this.seenBy(actor, await this.open(registerId)), nextCursor: null };
    const { docs, page } = await this.page(query, status === 'closed' ? { closedAt: { $ne: null } } : {});
    return { ...page, items: await this.seenBy(actor, docs) };
  }

  /** @throws DomainError `shift_not_found` */
  async get(actor: Actor, id: string): Promise<ShiftDto> {
    actor.require('sale.read');
    const [shift] = await this.seenBy(actor, [await this.find(id)]);
    if (!shift) throw notFound('shift');
    return shift;
  }

  /** What went through the drawer so far. @throws DomainError `shift_not_found`, `forbidden` */
  async x(actor: Actor, id: string): Promise<ShiftFiguresDto> {
    actor.require('sale.read');
    const shift = await this.find(id);
    const store = await this.stores.findById(shift.storeId).lean();
    const own = shift.openedBy.toString() === actor.id;
    if (!store || !(actor.may('report.read') || (own && seesFigures(actor, store)))) throw forbidden();
    return this.figures.of(shift);
  }

  /** Latest first. @throws DomainError `register_not_found` */
  async zReports(actor: Actor, query: ZReportQueryDto): Promise<Page<ZReportDto>> {
    actor.require('report.read');
    const { from, to } = query;
    assertForward(from, to);
    const within = { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lte: to }) };
    const filter = { closedAt: { $ne: null }, ...((from ?? to) !== undefined && { businessDate: within }) };
    const { docs, page } = await this.page(query, filter);
    return { ...page, items: docs.flatMap((shift) => toZReport(shift) ?? []) };
  }

  /** @throws DomainError `shift_not_found` also for one that is open */
  async zReport(actor: Actor, id: string): Promise<ZReportDto> {
    actor.require('report.read');
    const report = toZReport(await this.find(id));
    if (!report) throw notFound('shift');
    return report;
  }

  private async find(id: string): Promise<Shift> {
    const shift = await this.shifts.findById(id.toLowerCase()).lean();
    if (!shift) throw notFound('shift');
    return shift;
  }

  private async page({ registerId, limit, cursor }: ShiftQueryDto, filter: FilterQuery) {
    const register = registerId === undefined ? undefined : await this.directory.register(registerId);
    const docs = await this.shifts
      .find({
        ...filter,
        ...(register && { registerId: register.registerId }),
        ...afterCursor(cursor, 'openedAt', 'descending', { value: (value) => new Date(value), id: String }),
      })
      .sort({ openedAt: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    const at = ({ _id, openedAt }: Shift) => ({ value: openedAt.getTime(), id: _id });
    return { docs: docs.slice(0, limit), page: toPage(docs, limit, at, ({ _id }) => _id) };
  }

  /** The newest shift of each register, where that is open: only the newest can be. */
  private async open(registerId: string | undefined): Promise<Shift[]> {
    const register = registerId === undefined ? undefined : await this.directory.register(registerId);
    const registers = await this.registers
      .find({ ...(register && { _id: register.registerId }), latestShiftId: { $ne: null } })
      .select({ latestShiftId: 1 })
      .lean();
    const ids = registers.flatMap(({ latestShiftId }) => latestShiftId ?? []);
    return this.shifts.find({ _id: { $in: ids }, closedAt: null }).lean();
  }

  private async seenBy(actor: Actor, shifts: readonly Shift[]): Promise<ShiftDto[]> {
    const stores = new Map((await this.stores.find().lean()).map((store) => [store._id.toString(), store]));
    const now = new Date();
    return shifts.flatMap((shift) => {
      const store = stores.get(shift.storeId.toString());
      if (!store) return [];
      const today = businessDate(now, store.timezone, store.dayStartHour);
      return [toShift(shift, { figures: seesFigures(actor, store), today })];
    });
  }
}

/** Whoever counts blind is not told what should be there. */
export function seesFigures(actor: Actor, { drawer }: Pick<Store, 'drawer'>): boolean {
  return actor.may('report.read') || !drawer.blind;
}
