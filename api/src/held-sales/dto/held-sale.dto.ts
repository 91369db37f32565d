import { OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApproverDto } from '../../approvals/dto/approval.dto';
import { IsCallersId, IsId } from '../../http/is-id';
import { Nested } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { trimmed } from '../../http/trimmed';
import { ProductDto } from '../../products/dto/product.dto';
import { LEAST_BASKET_CENTS, MAX_CENTS } from '../../sales/dto/limits';
import { BasketDto } from '../../sales/dto/sale-input.dto';

export class HeldBasketDto extends OmitType(BasketDto, ['registerId'] as const) {}

export class HoldSaleDto {
  /**
   * Made by the caller before the first attempt: a retry with it holds nothing twice.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e14"
   */
  @IsCallersId()
  id: string;

  /**
   * By which it is found again.
   * @example "Mr. Green"
   */
  @Transform(trimmed)
  @IsString()
  @MaxLength(100)
  name: string;

  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  registerId: string;

  /**
   * The id it is to be sold under, whichever register that is at.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e15"
   */
  @IsCallersId()
  saleId: string;

  @Nested(() => HeldBasketDto)
  basket: HeldBasketDto;

  /**
   * What it came to.
   * @example 1753
   */
  @IsInt()
  @Min(LEAST_BASKET_CENTS)
  @Max(MAX_CENTS)
  totalCents: number;

  /**
   * It was sent to be sold, and nobody knows whether it went through.
   * @example false
   */
  @Omittable()
  @IsBoolean()
  attempted?: boolean;
}

export class HeldSaleDto {
  id: string;
  name: string;

  /** What is in it, in words. */
  summary: string;
  registerId: string;
  saleId: string;
  totalCents: number;
  attempted: boolean;
  heldAt: Date;
  heldBy: ApproverDto;
}

/** What a till needs to go on with it. */
export class RecalledSaleDto extends HeldSaleDto {
  basket: HeldBasketDto;

  /** As they are now. */
  products: ProductDto[];
}

export class HeldSaleListDto {
  items: HeldSaleDto[];
  nextCursor: string | null;
}

export class HeldSaleQueryDto {
  /** Of its store; the first register of the default store when left out. */
  @IsOptional()
  @IsId()
  registerId?: string;
}

export class RecallSaleDto {
  /**
   * The register that goes on with it; the one that held it when left out.
   * @example "690551de4405d430b356d8b5"
   */
  @Omittable()
  @IsId()
  registerId?: string;
}
