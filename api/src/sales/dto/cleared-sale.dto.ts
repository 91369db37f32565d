import { ArrayMaxSize, IsBoolean, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsCallersId, IsId } from '../../http/is-id';
import { NestedList } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { LEAST_BASKET_CENTS, MAX_CENTS, MAX_QUANTITY } from './limits';

export class ClearedLineDto {
  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  productId: string;

  /** @example "bottle" */
  @IsString()
  @MaxLength(60)
  packId: string;

  /** @example 1 */
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity: number;
}

export class ClearedSaleDto {
  /**
   * Made by the caller before the first attempt: a retry with it records nothing twice.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e16"
   */
  @IsCallersId()
  id: string;

  /**
   * The id of the sale it was taken from.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e18"
   */
  @IsCallersId()
  saleId: string;

  /**
   * Whether that was all of the sale; false for a line that was taken off.
   * @example true
   */
  @Omittable()
  @IsBoolean()
  whole?: boolean;

  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  registerId: string;

  /** Its goods; none where gift cards and payments on account were all of it. */
  @ArrayMaxSize(500)
  @NestedList(() => ClearedLineDto)
  lines: ClearedLineDto[];

  /**
   * What was to be put on gift cards.
   * @example 2500
   */
  @Omittable()
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  giftCardCents?: number;

  /**
   * What was to be paid into house accounts.
   * @example 12500
   */
  @Omittable()
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  accountPaymentCents?: number;

  /**
   * What it came to.
   * @example 1753
   */
  @IsInt()
  @Min(LEAST_BASKET_CENTS)
  @Max(MAX_CENTS)
  totalCents: number;
}
