/** An error of the API (RFC 9457), or `offline` when no answer came. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  errors?: { path: string; message: string }[];
  [extra: string]: unknown;
}

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
  }
}

export const OFFLINE: Problem = {
  status: 0,
  code: 'offline',
  detail: 'The server does not answer. Check the connection and try again.',
};

/** Whether it was looked at and refused: the same again is refused again. Without a session, or too often, it was not looked at. */
export function isRefusal({ status }: Problem): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 429;
}

/** Whether nobody knows if it was done: no answer came, or the server's own fault. */
export function isUnsettled({ status }: Problem): boolean {
  return status === 0 || status >= 500;
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  // fetch rejects with a TypeError when no answer came, and with a TimeoutError when it took too long.
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return OFFLINE;
  return { status: 500, code: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}
