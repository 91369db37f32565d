import { REFUND_TENDERS, type RefundTender } from '@liquor-pos/domain/returns/refund';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsApproval } from '../../approvals/is-approval';
import { IsCallersId, IsId } from '../../http/is-id';
import { NestedList } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { trimmed } from '../../http/trimmed';
import { DISPOSITIONS, type Disposition } from '../../ledger/documents/sale.schema';
import { MAX_QUANTITY } from './limits';
import { PaidTenderDto } from './paid-tender.dto';

export class VoidSaleDto {
  /** @example "Rung up twice" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  reason?: string;

  @IsApproval()
  approval?: string;
}

export class ReturnPickDto {
  /**
   * Which line of the sale, counted from 0.
   * @example 0
   */
  @IsInt()
  @Min(0)
  @Max(499)
  line: number;

  /**
   * Packs.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity: number;

  /** Where it goes: on the shelf, written off, or back to whom it was bought from. As the store has it when left out. */
  @Omittable()
  @IsIn(DISPOSITIONS)
  disposition?: Disposition;
}

/** What of a sale comes back, and how. */
class TakeBackDto {
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @NestedList(() => ReturnPickDto)
  lines: ReturnPickDto[];

  /**
   * How the money goes back. As it was paid when left out, cash last; to another tender than it came from only by a manager.
   * As `store_credit` it goes on a new code, which the answer's tender has.
   */
  @Omittable()
  @IsIn(REFUND_TENDERS)
  @ApiPropertyOptional({ enum: REFUND_TENDERS, example: 'cash' })
  refund?: RefundTender;

  /** @example "Corked" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class SaleReturnQuoteDto extends TakeBackDto {
  /** The register whose drawer pays; the sale's own when left out. */
  @Omittable()
  @IsId()
  registerId?: string;
}

export class SaleReturnQuoteAnswerDto {
  /** What the goods were charged. */
  totalCents: number;

  /** What is given back, cash in coins. */
  tenders: PaidTenderDto[];
}

export class ReturnSaleDto extends SaleReturnQuoteDto {
  /**
   * Made by the caller before the first attempt: a retry with it answers the first result.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @IsCallersId()
  id: string;

  @IsApproval()
  approval?: string;
}

/** Goods of an earlier sale that pay for what is sold; what they are worth beyond it goes back as `refund` says. */
export class ExchangeDto extends TakeBackDto {
  /**
   * The sale they are of.
   * @example "7c9e6679-7425-40de-944b-e07fc1f90ae7"
   */
  @IsCallersId()
  saleId: string;
}
