import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { WholeNumber } from '../../http/whole-number';

export const GROUPINGS = [
  'day',
  'hour',
  'category',
  'product',
  'cashier',
  'tender',
  'brand',
  'vendor',
  'size',
  'store',
  'weekday_hour',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

export class ReportRangeDto {
  /**
   * First business date.
   * @example "2012-01-31"
   */
  @IsCalendarDay()
  from: string;

  /**
   * Last business date, included.
   * @example "2012-01-31"
   */
  @IsCalendarDay()
  to: string;
}

export class SalesReportQueryDto extends ReportRangeDto {
  /** @example "category" */
  @IsIn(GROUPINGS)
  groupBy: Grouping;
}

export class ReportFiguresDto {
  /** Sales less voids; returns leave their sale counted. In groups by category, product or tender a sale counts in each group it touches. */
  salesCount: number;

  /** Sales taken back whole, on the day that was done. */
  voidsCount: number;

  /** What those had come to; positive. */
  voidedCents: number;

  /** Times that goods came back. */
  returnsCount: number;

  /** What was given back for them; positive. */
  returnedCents: number;

  /** Base units, less those of voids and returns. */
  units: number;

  grossCents: number;

  discountCents: number;

  netCents: number;

  depositCents: number;

  taxCents: number;

  totalCents: number;

  /** Gift cards sold: in the total, and no sale of goods. */
  giftCardCents: number;

  /** Paid into house accounts: likewise. */
  accountPaymentCents: number;

  costCents: number;

  /** Net less cost. */
  marginCents: number;
}

export class ReportGroupDto extends ReportFiguresDto {
  /** The day, the hour (00 to 23), the category, the product's, cashier's or store's id, the tender type, the brand, the vendor, the size in ml, or weekday and hour (`0-17` is Sunday from five). */
  key: string;

  /** For people. */
  label: string;
}

export class SalesReportDto {
  from: string;

  to: string;

  /** The organization's time zone; each sale's day and hour are its own store's. */
  timezone: string;

  totals: ReportFiguresDto;

  groups: ReportGroupDto[];
}

export class TaxReportLineDto {
  /** The tax rule's id. */
  key: string;

  /** Its name when it was last charged. */
  label: string;

  /** Contained in the prices rather than added. */
  inclusive: boolean;

  /** What it was charged on, returns and voids taken off. */
  taxableCents: number;

  taxCents: number;
}

export class TaxReportDto {
  from: string;

  to: string;

  timezone: string;

  totalTaxCents: number;

  groups: TaxReportLineDto[];
}

export class PromotionReportLineDto {
  /** The promotion's id. */
  key: string;

  label: string;

  /** Sales it applied to, less voids. */
  salesCount: number;

  discountCents: number;

  /** What the lines it applied to came to after all discounts. */
  netCents: number;
}

export class PromotionReportDto {
  from: string;

  to: string;

  timezone: string;

  totalDiscountCents: number;

  groups: PromotionReportLineDto[];
}

export class ValuationLineDto {
  productId: string;

  sku: string;

  name: string;

  category: string | null;

  onHand: number;

  valueCents: number;
}

export class ValuationTotalsDto {
  products: number;

  onHand: number;

  valueCents: number;
}

export class ValuationDto {
  totals: ValuationTotalsDto;

  items: ValuationLineDto[];
}

export class StockReportQueryDto {
  /**
   * How many days back sales are looked at.
   * @example 30
   */
  @IsOptional()
  @WholeNumber()
  @IsInt()
  @Min(7)
  @Max(365)
  @ApiPropertyOptional({ type: 'integer', minimum: 7, maximum: 365, default: 30 })
  days: number = 30;

  /**
   * How many days an order should last.
   * @example 21
   */
  @IsOptional()
  @WholeNumber()
  @IsInt()
  @Min(1)
  @Max(180)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 180, default: 21 })
  coverDays: number = 21;

  /** The store; your organization's default one when left out. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  storeId?: string;
}

export class OrderSuggestionDto {
  packs: number;

  /** @example "Case" */
  packName: string;

  /** Base units in one of them. */
  packUnits: number;

  /** At what the product costs. */
  costCents: number;
}

export class StockReportLineDto {
  productId: string;

  sku: string;

  name: string;

  volumeMl: number | null;

  category: string | null;

  vendor: string | null;

  onHand: number;

  valueCents: number;

  reorderPoint: number | null;

  /** In the days looked at, less what came back. */
  soldUnits: number;

  netCents: number;

  /** The last business date it was sold on within them; null when it was not. */
  lastSoldOn: string | null;

  /** For how many days what is there lasts at that pace; null where it does not sell. */
  daysLeft: number | null;

  /** Sold of what there was, in millionths; null where there was nothing. */
  sellThroughMillionths: number | null;

  /** What to order; null when there is enough. */
  suggestion: OrderSuggestionDto | null;
}

export class StockReportTotalsDto {
  /** On hand and not sold once in the days looked at. */
  deadProducts: number;

  deadCents: number;

  /** Products to order. */
  orderProducts: number;

  orderCents: number;
}

export class StockReportDto {
  /** First and last business date looked at. */
  from: string;

  to: string;

  totals: StockReportTotalsDto;

  /** Every product on sale that is on hand, was sold, or has a reorder point; by name. */
  items: StockReportLineDto[];
}
