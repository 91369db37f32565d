import { countedCents } from '@liquor-pos/domain/drawer/cash-count';
import { cents } from '@liquor-pos/domain/money/money';
import { businessDate } from '@liquor-pos/domain/time/business-date';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import type { Permission } from '../access/permissions';
import { Approvals, approvedBy } from '../approvals/approvals';
import { AuditLog } from '../audit/audit-log';
import { badInput, DomainError, idReused, notFound } from '../errors/domain-error';
import { contentHash } from '../http/content-hash';
import { moves, newShift, opens } from '../ledger/books/drawer/drawer-posting';
import { type CashMovement, MOST_MOVEMENTS, Shift, type ShiftClose } from '../ledger/books/drawer/shift.schema';
import { shiftOpen } from '../ledger/books/drawer/shift-open';
import { type EntryWork, Ledger } from '../ledger/ledger';
import { update } from '../mongo/bulk-write';
import { Register } from '../store-directory/register.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import { byTender, countsOf, differences } from './drawer-count';
import { cashCountOf } from './dto/cash-count.dto';
import type { CashMovementDto, CloseShiftDto, MoveCashDto, OpenShiftDto, ShiftDto } from './dto/shift.dto';
import { expectedOf, ShiftFigures } from './shift-figures';
import { toMovement, toShift } from './shift-mapping';
import { seesFigures } from './shifts.service';

/** What was asked for, and whether it was there before. */
interface Done<T> {
  answer: T;
  replayed: boolean;
}

const NEEDED: Record<CashMovement['type'], Permission> = {
  pay_in: 'drawer.pay_in',
  payout: 'drawer.payout',
  drop: 'drawer.drop',
  no_sale: 'drawer.no_sale',
};

/** What is done to a drawer besides selling: it is opened with a count, cash is put in and taken out, and it is closed with a count. */
@Injectable()
export class DrawerService {
  constructor(
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    private readonly ledger: Ledger,
    private readonly directory: StoreDirectory,
    private readonly approvals: Approvals,
    private readonly figures: ShiftFigures,
    private readonly log: AuditLog,
  ) {}

  /** @throws DomainError `register_not_found`, `register_closed`, `shift_open`, `id_reused` */
  async open(actor: Actor, registerId: string, { id, openingCount }: OpenShiftDto): Promise<Done<ShiftDto>> {
    actor.require('drawer.open_shift');
    const place = await this.directory.register(registerId, '');
    const count = cashCountOf(openingCount, 'openingCount');
    const requestHash = contentHash([place.registerId.toString(), count]);
    return this.ledger.enterDrawer<Done<ShiftDto>>(place, async ({ context, session, now }) => {
      const { store, register, latestShift: latest } = context;
      const view = { figures: seesFigures(actor, store), today: businessDate(now, store.timezone, store.dayStartHour) };
      const earlier = await this.shifts.findById(id).session(session).lean();
      if (earlier) {
        if (earlier.requestHash !== requestHash) throw idReused('shift');
        return { answer: { answer: toShift(earlier, view), replayed: true }, postings: [] };
      }
      if (register.closedAt) throw new DomainError('register_closed', 'This register is closed.');
      if (latest?.closedAt === null) throw shiftOpen(latest);
      const openingCents = countedCents(count);
      const shift: Shift = {
        ...newShift(
          { store, registerId: register._id, latest },
          { id, at: now, userId: actor.userId, userName: actor.name },
        ),
        automatic: false,
        openingCents,
        openingCount: count,
        openingDifferenceCents: latest?.close ? cents(openingCents - latest.close.leftCents) : null,
        requestHash,
      };
      const { number, openingDifferenceCents } = shift;
      const entry = this.entry(actor, 'shift.open', shift, { number, openingCents, openingDifferenceCents });
      return {
        answer: { answer: toShift(shift, view), replayed: false },
        postings: [opens({ shifts: this.shifts, registers: this.registers }, shift), entry],
      };
    });
  }

  /** @throws DomainError `shift_not_found`, `shift_closed`, `id_reused`, `approval_required`, `approval_used` */
  async move(actor: Actor, shiftId: string, input: MoveCashDto): Promise<Done<CashMovementDto>> {
    const { id, type, amountCents, reason, vendorId, approval } = input;
    if (!actor.may(NEEDED[type]) && !actor.mayAskFor(NEEDED[type])) actor.require(NEEDED[type]);
    assertSensible(input);
    const requestHash = contentHash([shiftId, type, amountCents, reason, vendorId]);
    return this.atShift<Done<CashMovementDto>>(shiftId, async (shift, { session, now }) => {
      const earlier = shift.movements.find((one) => one.id === id);
      if (earlier) {
        if (earlier.requestHash !== requestHash) throw idReused('movement');
        return { answer: { answer: toMovement(earlier), replayed: true }, postings: [] };
      }
      if (shift.closedAt) throw shiftClosed();
      if (shift.movements.length >= MOST_MOVEMENTS) throw tooManyMovements();
      const lent = await this.approvals.lend(actor, approval, shift._id, session);
      lent.actor.require(NEEDED[type], { path: 'approval', detail: 'This needs a manager’s PIN.' });
      const movement: CashMovement = {
        ...{ id, requestHash, type, amountCents: cents(amountCents) },
        ...{ reason: reason ?? null, vendorId: vendorId ?? null },
        at: now,
        userId: actor.userId,
        userName: actor.name,
        approvedBy: approvedBy(lent.actor, NEEDED[type]),
      };
      const about = { movement: id, amountCents, reason: movement.reason, vendorId: movement.vendorId };
      const entry = this.entry(lent.actor, `drawer.${type}`, shift, about, NEEDED[type]);
      const postings = [moves(this.shifts, shift, movement), ...lent.used, entry];
      return { answer: { answer: toMovement(movement), replayed: false }, postings };
    });
  }

  /**
   * Counts a drawer and ends its shift. Repeated with the same counts it answers the same.
   * @throws DomainError `shift_not_found`, `shift_closed`, `reason_required`, `approval_required`, `approval_used`
   */
  async close(actor: Actor, shiftId: string, input: CloseShiftDto): Promise<ShiftDto> {
    actor.require('drawer.open_shift');
    const counted = countsOf(input);
    const { reason, leftCents, approval } = input;
    const inDrawer = counted.find(({ tender }) => tender === 'cash')?.cents ?? cents(0);
    if (leftCents !== undefined && leftCents > inDrawer) {
      throw badInput([{ path: 'leftCents', message: 'must not be more than was counted' }]);
    }
    const requestHash = contentHash([shiftId, [...counted].sort(byTender), reason, leftCents]);
    return this.noted(actor, shiftId, counted, () =>
      this.atShift<ShiftDto>(shiftId, async (shift, { context, session, now }) => {
        const { store } = context;
        assertOwn(actor, shift);
        const view = {
          figures: seesFigures(actor, store),
          today: businessDate(now, store.timezone, store.dayStartHour),
        };
        if (shift.close) {
          if (shift.close.requestHash !== requestHash) throw shiftClosed();
          return { answer: toShift(shift, view), postings: [] };
        }
        const expected = expectedOf(shift);
        const overShort = differences(counted, expected, { isBlind: !seesFigures(actor, store), taken: store.tenders });
        const worst = Math.max(...overShort.map((one) => Math.abs(one.cents)));
        const lent = await this.approvals.lend(actor, approval, shift._id, session);
        const { reasonOverCents, approvalOverCents } = store.drawer;
        if (reasonOverCents !== null && worst > reasonOverCents && reason === undefined) throw reasonRequired();
        const isFarOff = approvalOverCents !== null && worst > approvalOverCents;
        const triedOften = shift.refusedCounts >= MOST_REFUSED_COUNTS;
        if (isFarOff || triedOften) {
          const detail = isFarOff ? FAR_OFF : TRIED_OFTEN;
          lent.actor.require('drawer.close_over_limit', { path: 'counted', detail });
        }
        const close: ShiftClose = {
          requestHash,
          closedByName: actor.name,
          counted,
          expected,
          overShort,
          reason: reason ?? null,
          approvedBy: isFarOff || triedOften ? approvedBy(lent.actor, 'drawer.close_over_limit') : null,
          leftCents: cents(leftCents ?? inDrawer),
        };
        const ended = { closedAt: now, closedBy: actor.userId, close, z: await this.figures.of(shift, session) };
        const about = {
          number: shift.number,
          counted: counted.map(({ tender, cents: amount }) => ({ tender, cents: amount })),
          expected,
          overShort,
          reason: close.reason,
        };
        const entry = this.entry(lent.actor, 'shift.close', shift, about, 'drawer.close_over_limit');
        const ends = { operations: () => [update(this.shifts, { _id: shift._id, closedAt: null }, { $set: ended })] };
        return { answer: toShift({ ...shift, ...ended }, view), postings: [ends, ...lent.used, entry] };
      }),
    );
  }

  /** A count that was refused stays known: who tries sums until one fits is seen doing so. */
  private async noted<T>(
    actor: Actor,
    subject: string,
    counted: ShiftClose['counted'],
    close: () => Promise<T>,
  ): Promise<T> {
    try {
      return await close();
    } catch (error) {
      if (error instanceof DomainError && COUNT_REFUSED.includes(error.code)) {
        const after = {
          refused: error.code,
          counted: counted.map(({ tender, cents: amount }) => ({ tender, cents: amount })),
        };
        await this.log.write(actor, { action: 'shift.count_refused', subject, after });
        await this.shifts.updateOne({ _id: subject, closedAt: null }, { $inc: { refusedCounts: 1 } });
      }
      throw error;
    }
  }

  /** Runs in the lane of the shift's store; what the work is given is the shift as its transaction sees it. */
  private async atShift<T>(
    shiftId: string,
    work: (shift: Shift, inputs: EntryWork) => ReturnType<Parameters<Ledger['enterDrawer']>[1]>,
  ): Promise<T> {
    const place = await this.shifts.findById(shiftId).select({ registerId: 1, storeId: 1 }).lean();
    if (!place) throw notFound('shift');
    return this.ledger.enterDrawer<T>(place, async (inputs) => {
      const { latestShift: latest } = inputs.context;
      const shift =
        latest?._id === shiftId ? latest : await this.shifts.findById(shiftId).session(inputs.session).lean();
      if (!shift) throw notFound('shift');
      return (await work(shift, inputs)) as { answer: T; postings: [] };
    });
  }

  private entry(actor: Actor, action: string, shift: Shift, after: object, permission?: Permission) {
    const approver = permission && actor.lent.get(permission);
    const registerId = shift.registerId.toString();
    return this.log.posting(actor, { action, subject: shift._id, registerId, approvedBy: approver ?? null, after });
  }
}

const COUNT_REFUSED: readonly string[] = ['reason_required', 'approval_required'];
/** Whoever counts blind and tries sums until one fits is asked for a manager. */
const MOST_REFUSED_COUNTS = 3;
const TRIED_OFTEN = 'This drawer was counted several times already. A manager says that it is closed so.';
const FAR_OFF = 'The count is further off than a cashier may close a drawer with.';

/** @throws DomainError `validation_failed` */
function assertSensible({ type, amountCents, reason }: MoveCashDto): void {
  if ((type === 'no_sale') !== (amountCents === 0)) {
    const message = type === 'no_sale' ? 'must be 0: a no-sale moves nothing' : 'must be more than 0';
    throw badInput([{ path: 'amountCents', message }]);
  }
  if (type !== 'drop' && reason === undefined) throw badInput([{ path: 'reason', message: 'is needed' }]);
}

/** @throws DomainError `forbidden` for another cashier's shift */
function assertOwn(actor: Actor, shift: Shift): void {
  if (shift.openedBy.toString() !== actor.id) actor.require('register.take_over');
}

function shiftClosed(): DomainError {
  return new DomainError('shift_closed', 'This shift was closed; its figures stay as they are.');
}

function tooManyMovements(): DomainError {
  return new DomainError('too_many_movements', `A shift has at most ${MOST_MOVEMENTS} cash movements.`);
}

function reasonRequired(): DomainError {
  return new DomainError('reason_required', 'The count is off: say why, as far as anybody knows.', {
    errors: [{ path: 'reason', message: 'is needed for a count that is off by so much' }],
  });
}
