import { ApiProperty, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { IsApproval } from '../../approvals/is-approval';
import { IsCallersId, IsId } from '../../http/is-id';
import { NestedList } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { trimmed } from '../../http/trimmed';
import { DISPOSITIONS, type Disposition } from '../../ledger/documents/sale.schema';
import { SaleLineInputDto } from './sale-input.dto';

const BLIND_REFUNDS = ['cash', 'store_credit'] as const;

/** Packs that come back, by a scan or by their ids. */
export class ReturnedGoodsDto extends PickType(SaleLineInputDto, ['productId', 'packId', 'barcode', 'quantity']) {
  /** Where it goes; as the store has it when left out. */
  @Omittable()
  @IsIn(DISPOSITIONS)
  disposition?: Disposition;
}

export class ReturnQuoteDto {
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @NestedList(() => ReturnedGoodsDto)
  lines: ReturnedGoodsDto[];

  /** The register whose drawer pays; the first one of the default store when left out. */
  @Omittable()
  @IsId()
  registerId?: string;
}

export class ReturnWithoutReceiptDto extends ReturnQuoteDto {
  /**
   * Made by the caller before the first attempt: a retry with it answers the first result. An approval is given for it.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @IsCallersId()
  id: string;

  /** In cash, or on a new code, which the answer's tender has. */
  @IsIn(BLIND_REFUNDS)
  @ApiProperty({ enum: BLIND_REFUNDS, example: 'cash' })
  refund: (typeof BLIND_REFUNDS)[number];

  /** @example "Gift, unopened" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  reason: string;

  @IsApproval()
  approval?: string;
}

export class ReturnQuoteLineDto {
  productId: string;
  packId: string;
  sku: string;
  name: string;
  packName: string;

  /** Of one bottle or can. */
  volumeMl: number | null;

  quantity: number;

  /** At the lowest price of 30 days, today's included. */
  totalCents: number;
}

export class ReturnQuoteAnswerDto {
  lines: ReturnQuoteLineDto[];
  totalCents: number;

  /** In the coins there are. */
  cashTotalCents: number;
}
