import { type CashCount, countedCents } from '@liquor-pos/domain/drawer/cash-count';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsObject, Max, Min } from 'class-validator';
import { badInput } from '../../errors/domain-error';
import { Omittable } from '../../http/omittable';

const MOST_CENTS = 100_000_000_000;
const LEAST_CENTS = -MOST_CENTS;

/** A sum, or pieces of each note and coin; one of the two. */
export class CashCountDto {
  /**
   * What was counted, as one amount; of cards and checks less than nothing where more went back than came in.
   * @example 15000
   */
  @Omittable()
  @IsInt()
  @Min(LEAST_CENTS)
  @Max(MOST_CENTS)
  cents?: number;

  /** How many pieces of each note and coin, by their value in cents. */
  @Omittable()
  @IsObject()
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'integer', minimum: 0 } })
  denominations?: Record<string, number>;
}

/** @throws DomainError `validation_failed` for a count of neither or both, or of what is no note or coin */
export function cashCountOf({ cents, denominations }: CashCountDto, path: string): CashCount {
  if ((cents === undefined) === (denominations === undefined)) {
    throw badInput([{ path, message: 'must be either cents or denominations' }]);
  }
  const count: CashCount = denominations ? { denominations: { ...denominations } } : { cents: cents ?? 0 };
  try {
    countedCents(count);
    return count;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw badInput([{ path: `${path}.${denominations ? 'denominations' : 'cents'}`, message: error.message }]);
  }
}
