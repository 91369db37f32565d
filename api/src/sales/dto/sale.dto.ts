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
  MinLength,
  ValidateIf,
} from 'class-validator';
import { IsCalendarDay } from '../../common/is-calendar-day';
import { Nested, NestedList } from '../../common/nested';
import { Omittable } from '../../common/omittable';
import { PageQueryDto } from '../../common/paging.dto';
import { trimmed } from '../../common/trimmed';

const MAX_QUANTITY = 10_000;
const MAX_CENTS = 10_000_000_000;
/** Empties can outweigh what is bought. */
const LEAST_TOTAL_CENTS = -10_000_000;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Given by hand, after all promotions. For managers. */
export class DiscountDto {
  /** @example "percent" */
  @IsIn(['amount', 'percent'])
  kind: 'amount' | 'percent';

  /** Off the line or the sale, with `amount`. */
  @ValidateIf((discount: DiscountDto) => discount.kind === 'amount' || discount.amountCents !== undefined)
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  amountCents?: number;

  /**
   * In millionths, with `percent`: 100000 is 10 %.
   * @example 100000
   */
  @ValidateIf((discount: DiscountDto) => discount.kind === 'percent' || discount.rateMillionths !== undefined)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  rateMillionths?: number;

  /** @example "Damaged label" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  reason: string;
}

/** A pack price set by hand: the line takes no promotions, its units count toward them. For managers. */
export class PriceOverrideDto {
  /** @example 699 */
  @IsInt()
  @Min(0)
  @Max(MAX_CENTS)
  unitPriceCents: number;

  /** @example "Price match" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  reason: string;
}

export class EmptiesDto {
  /**
   * The deposit rule they were bought under.
   * @example "690551de4405d430b356d8b5"
   */
  @IsMongoId()
  depositId: string;

  /** @example 1 */
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  count: number;
}

export class SaleCustomerDto {
  /**
   * For promotions to customer groups.
   * @example ["club"]
   */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  groups?: string[];

  /** The number of the exemption certificate of who pays no tax. */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  taxExemption?: string;
}

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

  @Omittable()
  @Nested(() => PriceOverrideDto)
  override?: PriceOverrideDto;

  @Omittable()
  @Nested(() => DiscountDto)
  discount?: DiscountDto;
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

  /**
   * Of the customer; needed unless `method` is `visual`. Compared and forgotten: it is stored nowhere.
   * @example "1980-01-31"
   */
  @Omittable()
  @IsCalendarDay()
  birthDate?: string;

  /** Last day of the licence, where it has one. */
  @Omittable()
  @IsCalendarDay()
  expiresOn?: string;
}

export class QuoteDto {
  /** May be empty where empties are brought back. */
  @ArrayMaxSize(500)
  @NestedList(() => SaleLineInputDto)
  lines: SaleLineInputDto[];

  /** The register; the first one of the default store when left out. */
  @Omittable()
  @IsMongoId()
  registerId?: string;

  /** Empty containers brought back. */
  @Omittable()
  @ArrayMaxSize(50)
  @NestedList(() => EmptiesDto)
  empties?: EmptiesDto[];

  /** On the whole sale, shared out over its lines. */
  @Omittable()
  @Nested(() => DiscountDto)
  discount?: DiscountDto;

  @Omittable()
  @Nested(() => SaleCustomerDto)
  customer?: SaleCustomerDto;
}

export class CreateSaleDto extends QuoteDto {
  /**
   * Made by the caller before the first attempt: a retry with it answers the first result.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsUUID()
  id: string;

  @ArrayMaxSize(20)
  @NestedList(() => TenderDto)
  tenders: TenderDto[];

  /**
   * What the caller's till showed; another price here answers 409 `price_changed` with the new quote.
   * @example 708
   */
  @Omittable()
  @IsInt()
  @Min(LEAST_TOTAL_CENTS)
  @Max(MAX_CENTS)
  totalCents?: number;

  /** The age check made for this sale; the method, time and cashier are kept with it. */
  @Omittable()
  @Nested(() => AgeCheckDto)
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
  /** @example "promotion" */
  rule: string;

  ruleId: string | null;

  ruleVersion: number | null;

  name: string;

  applied: boolean;

  /** Why, for programs and translations. */
  code: string;

  /** Why, for people. */
  reason: string;

  amountCents: number;

  /** Base units that are missing for the offer, or for its next step. */
  missingUnits: number | null;
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

export class LineDiscountDto {
  kind: 'promotion' | 'price_override' | 'line_discount' | 'sale_discount';

  ruleId: string | null;

  ruleVersion: number | null;

  /** The promotion's name or the reason given. */
  name: string;

  amountCents: number;
}

export class LineDepositDto {
  ruleId: string | null;

  ruleVersion: number | null;

  name: string;

  unitCents: number;

  /** Containers. */
  count: number;

  amountCents: number;
}

export class LineTaxDto {
  ruleId: string;

  ruleVersion: number;

  name: string;

  amountCents: number;

  taxableCents: number;

  /** Contained in the price rather than added. */
  inclusive: boolean;
}

export class PricedLineDto extends FiguresDto {
  productId: string;

  sku: string;

  name: string;

  category: string | null;

  packId: string;

  packName: string;

  unitsPerPack: number;

  quantity: number;

  unitPriceCents: number;

  /** Taxes the price contains; they are out of net. */
  includedTaxCents: number;

  discounts: LineDiscountDto[];

  deposits: LineDepositDto[];

  taxes: LineTaxDto[];
}

export class QuotedLineDto extends PricedLineDto {
  trace: TraceEntryDto[];
}

export class ReturnedEmptiesDto {
  depositId: string;

  ruleVersion: number;

  name: string;

  unitCents: number;

  count: number;

  /** Negative: it goes back to the customer. */
  amountCents: number;
}

export class AgeRequirementDto {
  minimumAge: number;

  /**
   * The last day of birth that is old enough today.
   * @example "2005-11-23"
   */
  bornOnOrBefore: string;

  visualAllowed: boolean;
}

/** Times are the store's clock, as YYYY-MM-DDTHH:MM. */
export class SaleHoursDto {
  open: boolean;

  /** When selling ends; null when no rule ends it within a week. */
  until: string | null;

  /** When selling begins again. */
  opensAt: string | null;

  /** The rule that decides. */
  rule: string | null;
}

export class QuoteAnswerDto {
  lines: QuotedLineDto[];

  empties: ReturnedEmptiesDto[];

  totals: FiguresDto;

  totalCents: number;

  /** What is due when all of it is paid in cash. */
  cashTotalCents: number;

  rulesVersion: number;

  /** Whether the promotions are proven to save the most; see docs/pricing.md. */
  promotionsExact: boolean;

  /** Null when anyone may buy it. */
  ageRequirement: AgeRequirementDto | null;

  saleHours: SaleHoursDto;
}

export class VoidMarkDto {
  at: Date;
  userId: string;
  reason: string | null;
}

export class SoldLineDto extends QuotedLineDto {
  /** Packs that came back since. */
  returnedQuantity: number;
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

  /** A return has negative figures and names its sale. */
  kind: 'sale' | 'return';

  returnOf: string | null;

  lines: SoldLineDto[];

  empties: ReturnedEmptiesDto[];

  totals: FiguresDto;

  totalCents: number;

  tenders: TenderDto[];

  changeCents: number;

  /** What cash rounding added to the total. */
  roundingCents: number;

  rulesVersion: number;

  /** Why it was brought back. */
  reason: string | null;

  /** `negative_stock`, `offline`, `backdated`, `age_unchecked`, `outside_sale_hours`. */
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

  /** Sales that hold this product. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  productId?: string;

  /** Sales of exactly this total, in cents. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  totalCents?: number;

  /** `sale` when left out. */
  @IsOptional()
  @IsIn(['sale', 'return'])
  kind?: 'sale' | 'return';
}

export class VoidSaleDto {
  /** @example "Rung up twice" */
  @Omittable()
  @IsString()
  @MaxLength(500)
  reason?: string;
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
}

export class ReturnSaleDto {
  /**
   * Made by the caller before the first attempt: a retry with it answers the first result.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsUUID()
  id: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @NestedList(() => ReturnPickDto)
  lines: ReturnPickDto[];

  /**
   * How the money goes back.
   * @example "cash"
   */
  @IsIn(['cash', 'card'])
  refund?: 'cash' | 'card' = 'cash';

  /** The register whose drawer pays; the sale's own when left out. */
  @Omittable()
  @IsMongoId()
  registerId?: string;

  /** @example "Corked" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  reason?: string;
}
