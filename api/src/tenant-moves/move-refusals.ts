import { DomainError } from '../errors/domain-error';

export function conflict(detail: string): DomainError {
  return new DomainError('cluster_in_use', detail);
}

export function beingMoved(): DomainError {
  return new DomainError(
    'organization_moving',
    'Another process is moving it; see how that ends. One that was ended is given up after half a minute.',
    {
      retryAfterSeconds: 20,
    },
  );
}
