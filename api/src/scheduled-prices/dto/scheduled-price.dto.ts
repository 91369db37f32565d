import { IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsId } from '../../http/is-id';
import { IsInstant } from '../../http/is-instant';
import { PageQueryDto } from '../../http/paging.dto';

const MAX_PRICE_CENTS = 100_000_000;

export class NewScheduledPriceDto {
  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  productId: string;

  /** @example "bottle" */
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  packId: string;

  /** @example 1999 */
  @IsInt()
  @Min(0)
  @Max(MAX_PRICE_CENTS)
  priceCents: number;

  /**
   * From when it holds; it is there within a minute.
   * @example "2031-01-31T06:00:00Z"
   */
  @IsInstant()
  startsAt: Date;
}

export class ScheduledPriceDto {
  id: string;

  productId: string;

  packId: string;

  priceCents: number;

  startsAt: Date;

  /** Who said so. */
  userName: string;
}

export class ScheduledPricePageDto {
  items: ScheduledPriceDto[];
  nextCursor: string | null;
}

export class ScheduledPriceQueryDto extends PageQueryDto {
  /** Only of this product. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  productId?: string;
}

export class ScheduledPriceCalledOffDto {
  success: true;
}
