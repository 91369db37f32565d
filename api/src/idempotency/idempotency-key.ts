import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { badInput, unauthenticated } from '../errors/domain-error';

const PATTERN = /^[\x21-\x7e]{8,200}$/;

/** A creation that may be asked for again: whose key it is, and what was asked for. */
export interface KeyedRequest {
  /** The actor and the actor's key: nobody meets somebody else's. */
  id: string;
  /** Everything that decides what is made, in one form however it was written. */
  content: string;
  /** Kept for good; others for as long as anybody retries. */
  forever?: boolean;
}

/** The creation a call's `Idempotency-Key` stands for; undefined without one. */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): KeyedRequest | undefined => {
    const { headers, principal, method, url, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const key = headers['idempotency-key'];
    if (key === undefined) return undefined;
    if (!principal) throw unauthenticated();
    if (typeof key !== 'string' || !PATTERN.test(key)) {
      throw badInput([{ path: 'Idempotency-Key', message: 'must be 8 to 200 printable characters, such as a UUID' }]);
    }
    return { id: `${principal.userId}:${key}`, content: JSON.stringify([method, url, inOrder(body)]) };
  },
);

/** For commands, which say what they make by the key itself. */
export function keyOfCommand(key: string): KeyedRequest {
  return { id: `command:${key}`, content: key, forever: true };
}

/** The same value with the keys of every object sorted: a client may write them in any order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, inOrder(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of a route that makes something. */
export const TakesIdempotencyKey = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'A text of your own (8 to 200 characters), new for each creation: a retry with it answers what the first call made. ' +
      'With another body it answers 422 `idempotency_key_reused`. Kept for seven days.',
  });
