import { type ErrorCode, type ErrorKind, KIND_OF_ERROR } from '../errors/error-codes';

const STATUS: Record<ErrorKind, number> = {
  bad_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  unprocessable: 422,
  too_many: 429,
  internal: 500,
  unavailable: 503,
  out_of_space: 507,
};

/** With which HTTP status a problem is answered. */
export function statusOf(code: ErrorCode): number {
  return STATUS[KIND_OF_ERROR[code]];
}
