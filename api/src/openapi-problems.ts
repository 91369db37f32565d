import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import type { ErrorCode } from './errors/error-codes';
import { ProblemDto } from './http/problem.dto';
import { statusOf } from './http/problem-status';
import { REFUSES } from './http/refuses.decorator';

interface Operation {
  parameters?: { name: string; in: string }[];
  security?: object[];
  responses: Record<string, object>;
  [extension: `x-${string}`]: unknown;
}

const PROBLEM = 'application/problem+json';
const WRITES = ['post', 'put', 'patch', 'delete'];

/** Lists every problem of every operation under its status: those of its own (`@Refuses`), and those that what it takes brings with it. */
export function describeProblems(document: OpenAPIObject): void {
  const responses: Record<string, object> = {};
  for (const item of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      if (typeof operation !== 'object' || !operation.responses) continue;
      const own = (operation[REFUSES] ?? []) as ErrorCode[];
      delete operation[REFUSES];
      const codes = [...new Set([...commonTo(method, operation), ...own])];
      for (const status of Object.keys(operation.responses))
        if (Number(status) >= 400) delete operation.responses[status];
      for (const status of new Set(codes.map(statusOf))) {
        const listed = codes.filter((code) => statusOf(code) === status).sort();
        // Most operations share most of them.
        const name = `${status}.${listed.join('.')}`;
        responses[name] ??= problemOf(listed);
        operation.responses[status] = { $ref: `#/components/responses/${name}` };
      }
    }
  }
  document.components = { ...document.components, responses: responses as never };
}

function commonTo(method: string, operation: Operation): ErrorCode[] {
  const isSignedIn = (operation.security ?? []).length > 0;
  const isWrite = WRITES.includes(method);
  const takesKey = operation.parameters?.some(({ name }) => name === 'Idempotency-Key');
  return [
    // A parameter that no operation has is refused, and so is an address that cannot be read.
    'validation_failed',
    'bad_request',
    'too_many_requests',
    'database_unavailable',
    ...when(isSignedIn, 'unauthenticated', 'forbidden', 'migration_pending'),
    ...when(isWrite, 'unsupported_media_type', 'payload_too_large', 'body_too_complex'),
    ...when(isWrite, 'database_full', 'organization_moving'),
    ...when(isWrite && !isSignedIn, 'unauthenticated', 'migration_pending'),
    ...when(takesKey, 'idempotency_key_reused'),
  ];
}

function when(holds: boolean | undefined, ...codes: ErrorCode[]): ErrorCode[] {
  return holds ? codes : [];
}

function problemOf(codes: readonly ErrorCode[]): object {
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    content: {
      [PROBLEM]: {
        schema: {
          allOf: [{ $ref: getSchemaPath(ProblemDto) }, { properties: { code: { type: 'string', enum: codes } } }],
        },
      },
    },
    'x-codes': codes,
  };
}
