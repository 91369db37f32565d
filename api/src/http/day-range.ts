import { badInput } from '../errors/domain-error';

/** Days as they were asked for, each perhaps open. @throws DomainError `validation_failed` where they end before they begin */
export function assertForward(from: string | undefined, to: string | undefined): void {
  if (from !== undefined && to !== undefined && from > to) {
    throw badInput([{ path: 'to', message: 'must not be before from' }]);
  }
}
