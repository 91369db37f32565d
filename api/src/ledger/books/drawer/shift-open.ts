import { DomainError } from '../../../errors/domain-error';
import type { Shift } from './shift.schema';

export function shiftOpen({ _id, openedBy, openedByName, openedAt }: Shift): DomainError {
  return new DomainError('shift_open', `${openedByName} has a shift open at this register.`, {
    extra: { shift: { id: _id, openedBy: { id: openedBy.toString(), name: openedByName }, openedAt } },
  });
}
