import { IsIn } from 'class-validator';
import { IsCalendarDay } from '../../common/is-calendar-day';

export const GROUPINGS = ['day', 'hour', 'category', 'product', 'cashier', 'tender'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export class SalesReportQueryDto {
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

  /** @example "category" */
  @IsIn(GROUPINGS)
  groupBy: Grouping;
}

export class ReportFiguresDto {
  /** Sales less voids. In groups by category, product or tender a sale counts in each group it touches. */
  salesCount: number;

  /** Base units. */
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
  /** The day, the hour (00 to 23), the category, the product's or cashier's id, or the tender type. */
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
