import type { Types } from 'mongoose';
import type { CashMovement, Shift, TenderAmount } from '../ledger/books/drawer/shift.schema';
import type { CashMovementDto, ShiftDto, ZReportDto } from './dto/shift.dto';
import type { ShiftFiguresDto } from './dto/shift-figures.dto';
import { expectedOf } from './shift-figures';

/** What the reader may see of it, and which day it is at the store. */
export interface ShiftView {
  figures: boolean;
  today: string;
}

export function toShift(shift: Shift, { figures, today }: ShiftView): ShiftDto {
  const { closedAt, close } = shift;
  return {
    id: shift._id,
    registerId: shift.registerId.toString(),
    storeId: shift.storeId.toString(),
    number: shift.number,
    status: closedAt ? 'closed' : 'open',
    businessDate: shift.businessDate,
    overdue: closedAt === null && shift.businessDate < today,
    automatic: shift.automatic,
    openedAt: shift.openedAt,
    openedBy: party(shift.openedBy, shift.openedByName),
    closedAt,
    closedBy: closedBy(shift),
    openingCents: shift.openingCents,
    openingDifferenceCents: shift.openingDifferenceCents,
    expected: figures ? (close?.expected ?? expectedOf(shift)) : null,
    counted: close && close.counted.map(amount),
    overShort: close && figures ? close.overShort : null,
    movements: shift.movements.map(toMovement),
    z: figures ? toZReport(shift) : null,
  };
}

/** Null for one that is open. */
export function toZReport(shift: Shift): ZReportDto | null {
  const { close, z, closedAt } = shift;
  const by = closedBy(shift);
  if (!close || !z || !closedAt || !by) return null;
  return {
    ...(z as ShiftFiguresDto),
    id: shift._id,
    number: shift.number,
    registerId: shift.registerId.toString(),
    storeId: shift.storeId.toString(),
    businessDate: shift.businessDate,
    openedAt: shift.openedAt,
    openedBy: party(shift.openedBy, shift.openedByName),
    closedAt,
    closedBy: by,
    openingDifferenceCents: shift.openingDifferenceCents,
    counted: close.counted.map(amount),
    overShort: close.overShort,
    reason: close.reason,
    approvedBy: close.approvedBy && party(close.approvedBy.id, close.approvedBy.name),
    leftCents: close.leftCents,
    addenda: shift.addenda,
  };
}

export function toMovement(movement: CashMovement): CashMovementDto {
  const { id, type, amountCents, reason, vendorId, at, userId, userName, approvedBy } = movement;
  return {
    ...{ id, type, amountCents, reason, vendorId, at },
    by: party(userId, userName),
    approvedBy: approvedBy && party(approvedBy.id, approvedBy.name),
  };
}

function closedBy({ closedBy: id, close }: Shift) {
  return id && close ? party(id, close.closedByName) : null;
}

function party(id: Types.ObjectId, name: string) {
  return { id: id.toString(), name };
}

function amount({ tender, cents }: TenderAmount): TenderAmount {
  return { tender, cents };
}
