import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { badInput, DomainError } from './domain-error';

const PATTERN = /^[\x21-\x7e]{8,200}$/;

/** The caller's `Idempotency-Key`: a creation repeated with the same key answers what the first one made. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && PATTERN.test(key)) return key;
  throw badInput([{ path: 'Idempotency-Key', message: 'must be 8 to 200 printable characters, such as a UUID' }]);
});

export function idempotencyKeyReused(): DomainError {
  return new DomainError(
    'conflict',
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request; use a new key for a new request.',
  );
}

export const IDEMPOTENCY_HEADER = {
  name: 'Idempotency-Key',
  required: false,
  description: 'A text of your own (8 to 200 characters) that makes a retry answer what the first call made.',
};
