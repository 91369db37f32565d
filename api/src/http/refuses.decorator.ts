import { ApiExtension } from '@nestjs/swagger';
import type { ErrorCode } from '../errors/error-codes';

/** In the document, until its problems are described from it. */
export const REFUSES = 'x-refuses';

/** Which problems of its own an operation answers with, besides those that any may; the OpenAPI document lists each under its status. */
export function Refuses(...codes: ErrorCode[]) {
  return ApiExtension(REFUSES, codes);
}
