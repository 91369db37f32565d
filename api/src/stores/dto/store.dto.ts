import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsMongoId, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsTimeZone } from '../../common/is-time-zone';
import { Nested, NestedList } from '../../common/nested';
import { Omittable } from '../../common/omittable';
import { trimmed } from '../../common/trimmed';
import { NEGATIVE_STOCK_POLICIES, type NegativeStockPolicy } from '../store.schema';

export class CashRoundingDto {
  /**
   * 1 for none.
   * @example 5
   */
  @IsIn([1, 5, 10])
  toCents: 1 | 5 | 10;

  /**
   * Nearest rounds half away from zero; up is toward the store, down toward the customer.
   * @example "nearest"
   */
  @IsIn(['nearest', 'up', 'down'])
  mode: 'nearest' | 'up' | 'down';
}

export class QuickKeyDto {
  /** @example "690551de4405d430b356d8b5" */
  @IsMongoId()
  productId: string;

  /** @example "bottle" */
  @IsString()
  @MaxLength(60)
  packId: string;

  /** @example "Ice 10 lb" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  label: string;
}

export class QuickKeysDto {
  /** In the order the till shows them. */
  @ArrayMaxSize(60)
  @NestedList(() => QuickKeyDto)
  keys: QuickKeyDto[];
}

export class NewStoreDto {
  /** @example "Corner Liquors East" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  /** @example "America/Chicago" */
  @IsTimeZone()
  timezone: string;
}

export class NewRegisterDto {
  /** @example "Drive-through" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;
}

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

  /** How a tax's cents are rounded. */
  taxRounding: 'line' | 'sale';

  cashRounding: CashRoundingDto;

  quickKeys: QuickKeyDto[];

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

  /**
   * A tax's cents: on each line, or once for the sale and then shared out over its lines.
   * @example "line"
   */
  @Omittable()
  @IsIn(['line', 'sale'])
  taxRounding?: 'line' | 'sale';

  /** Of the part that is paid in cash, where small coins are gone. */
  @Omittable()
  @Nested(() => CashRoundingDto)
  cashRounding?: CashRoundingDto;
}
