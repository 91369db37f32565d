import { DomainError } from '../errors/domain-error';

export function countIsOver(): DomainError {
  return new DomainError('count_is_over', 'This count is over: it takes no more entries, and goes no other way.');
}

export function countNotFinished(): DomainError {
  return new DomainError('count_not_finished', 'This count is still under way. End the walk first, then review it.');
}
