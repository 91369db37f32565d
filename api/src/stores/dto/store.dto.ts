import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsTimeZone } from '../../common/is-time-zone';
import { Omittable } from '../../common/omittable';
import { trimmed } from '../../common/trimmed';
import { NEGATIVE_STOCK_POLICIES, type NegativeStockPolicy } from '../store.schema';

export class RegisterDto {
  id: string;

  /** @example 1 */
  number: number;

  /** @example "Register 1" */
  name: string;
}

export class StoreDto {
  id: string;

  /** @example 1 */
  number: number;

  /** @example "Corner Liquors" */
  name: string;

  /** @example "America/Chicago" */
  timezone: string;

  /**
   * The local hour at which a business date begins.
   * @example 0
   */
  dayStartHour: number;

  negativeStock: NegativeStockPolicy;

  registers: RegisterDto[];
}

export class StoreListDto {
  items: StoreDto[];
  nextCursor: string | null;
}

export class UpdateStoreDto {
  /** @example "Corner Liquors Main Street" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  /** @example "America/Chicago" */
  @Omittable()
  @IsTimeZone()
  timezone?: string;

  /**
   * Sales before this local hour belong to the day before.
   * @example 4
   */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(12)
  dayStartHour?: number;

  /**
   * Sell what the books do not have and flag it, or refuse with 409 `out_of_stock`.
   * @example "allow"
   */
  @Omittable()
  @IsIn(NEGATIVE_STOCK_POLICIES)
  negativeStock?: NegativeStockPolicy;
}
