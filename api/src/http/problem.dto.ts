import { ApiProperty } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode } from '../errors/error-codes';

export class FieldFaultDto {
  /**
   * Dotted path of the field at fault.
   * @example "lines.0.quantity"
   */
  path: string;

  /** @example "quantity must not be less than 1" */
  message: string;
}

/** An error, as `application/problem+json` (RFC 9457). */
export class ProblemDto {
  /** @example "urn:liquor-pos:problem:validation_failed" */
  type: string;

  /** @example "Bad request" */
  title: string;

  /** @example 400 */
  status: number;

  /**
   * Stable across releases; programs may rely on it.
   * @example "validation_failed"
   */
  @ApiProperty({ enum: ERROR_CODES, enumName: 'ErrorCode' })
  code: ErrorCode;

  /** For people: what is wrong and what to do about it. */
  detail: string;

  errors?: FieldFaultDto[];
}
