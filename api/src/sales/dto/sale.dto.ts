import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsMongoId,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Omittable } from '../../common/omittable';
import { PageQueryDto } from '../../common/paging.dto';

const MAX_QUANTITY = 10_000;
const MAX_CENTS = 10_000_000_000;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class SaleLineInputDto {
  /**
   * With `packId`, instead of `barcode`.
   * @example "690551de4405d430b356d8b5"
   */
  @ValidateIf((line: SaleLineInputDto) => line.barcode === undefined || line.productId !== undefined)
  @IsMongoId()
  productId?: string;

  /** @example "bottle" */
  @ValidateIf((line: SaleLineInputDto) => line.barcode === undefined || line.packId !== undefined)
  @IsString()
  @MaxLength(60)
  packId?: string;

  /**
   * As scanned, instead of `productId` and `packId`.
   * @example "012345678905"
   */
  @Omittable()
  @IsString()
  @MaxLength(60)
  barcode?: string;

  /**
   * How many packs.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity: number;
}

export class TenderDto {
  /** @example "cash" */
  @IsIn(['cash', 'card'])
  type: 'cash' | 'card';

  /**
   * What is handed over; change is given from cash.
   * @example 100000
   */
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  amountCents: number;
}

export class AgeCheckDto {
  /**
   * How the customer's age was established.
   * @example "birth_date"
   */
  @IsIn(['birth_date', 'licence', 'visual'])
  method: 'birth_date' | 'licence' | 'visual';
}

export class QuoteDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => SaleLineInputDto)
  lines: SaleLineInputDto[];

  /** The register; the first one of the default store when left out. */
  @Omittable()
  @IsMongoId()
  registerId?: string;
}

export class CreateSaleDto extends QuoteDto {
  /**
   * Made by the caller before the first attempt: a retry with it answers the first result.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsUUID()
  id: string;

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => TenderDto)
  tenders: TenderDto[];

  /**
   * What the caller's till showed; another price here answers 409 `price_changed` with the new quote.
   * @example 713
   */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(MAX_CENTS)
  totalCents?: number;

  /** The age check made for this sale; the method, time and cashier are kept with it. */
  @Omittable()
  @ValidateNested()
  @Type(() => AgeCheckDto)
  ageCheck?: AgeCheckDto;

  /** When it was rung up; now when left out. In the past only for a manager, or with `offline`. */
  @Omittable()
  @Type(() => Date)
  @IsDate()
  at?: Date;

  /** A register sending what it rang up without a connection. The sale is flagged. */
  @Omittable()
  @IsBoolean()
  offline?: boolean;
}

export class TraceEntryDto {
  rule: string;
  applied: boolean;
  reason: string;
  amountCents: number;
}

export class FiguresDto {
  units: number;
  grossCents: number;
  discountCents: number;
  netCents: number;
  depositCents: number;
  taxCents: number;
  totalCents: number;
}

export class QuotedLineDto extends FiguresDto {
  productId: string;
  sku: string;
  name: string;
  category: string | null;
  packId: string;
  packName: string;
  unitsPerPack: number;
  quantity: number;
  unitPriceCents: number;
  trace: TraceEntryDto[];
}

export class QuoteAnswerDto {
  lines: QuotedLineDto[];
  totals: FiguresDto;
  totalCents: number;
}

export class VoidMarkDto {
  at: Date;
  userId: string;
  reason: string | null;
}

export class SaleDto {
  id: string;

  /** @example "1-1-000042" */
  receiptNumber: string;

  storeId: string;

  registerId: string;

  cashierId: string;

  cashierName: string;

  at: Date;

  /**
   * The store's day the sale belongs to.
   * @example "2026-11-23"
   */
  businessDate: string;

  status: 'completed' | 'voided';

  lines: QuotedLineDto[];

  totals: FiguresDto;

  totalCents: number;

  tenders: TenderDto[];

  changeCents: number;

  /** `negative_stock`, `offline`, `backdated`. */
  flags: string[];

  voided: VoidMarkDto | null;
}

export class SalePageDto {
  items: SaleDto[];
  nextCursor: string | null;
}

export class SaleQueryDto extends PageQueryDto {
  /** First business date. */
  @IsOptional()
  @Matches(DAY)
  from?: string;

  /** Last business date. */
  @IsOptional()
  @Matches(DAY)
  to?: string;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  cashierId?: string;

  /** @example "1-1-000042" */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  receiptNumber?: string;
}

export class VoidSaleDto {
  /** @example "Rung up twice" */
  @Omittable()
  @IsString()
  @MaxLength(500)
  reason?: string;
}
