import { badInput } from '../errors/domain-error';

/** What a change really names: a field that was left out must not overwrite the one that is there. */
export function withoutUndefined<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** @throws DomainError `validation_failed` for a change that names nothing: whoever sent it meant something else */
export function assertNamesChange(changes: object): void {
  if (Object.keys(withoutUndefined(changes)).length > 0) return;
  throw badInput([{ path: 'body', message: 'names nothing to change' }]);
}
