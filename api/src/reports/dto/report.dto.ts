import { IsIn } from 'class-validator';
import { IsCalendarDay } from '../../http/is-calendar-day';

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

  costCents: number;

  /** Net less cost. */
  marginCents: number;
}

export class ReportGroupDto extends ReportFiguresDto {
  /** The day, the hour (00 to 23), the category, the product's, cashier's or store's id, the tender type, the brand, the vendor, or the size in ml. */
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
