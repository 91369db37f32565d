import { ArrayMaxSize, ArrayMinSize, IsIn, IsObject } from 'class-validator';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { IsId } from '../../http/is-id';
import { NestedList } from '../../http/nested';
import { Omittable } from '../../http/omittable';

/** The kinds that change what a sale costs. */
export const REPLAYED_KINDS = ['taxes', 'deposits', 'promotions', 'minimums'] as const;
export type ReplayedKind = (typeof REPLAYED_KINDS)[number];

/** One rule of a rule book that is tried: a new one, another in the place of one that is there, or one taken away. */
export class TriedRuleDto {
  /** @example "promotions" */
  @IsIn(REPLAYED_KINDS)
  kind: ReplayedKind;

  /** The rule that it stands for, or that is taken away; a new one when left out. */
  @Omittable()
  @IsId()
  id?: string;

  /**
   * As it would be made; left out where the rule is taken away.
   * @example {"name":"Ten percent off wine","selector":{"categories":["WINE"]},"offer":{"kind":"percent_off","rateMillionths":100000}}
   */
  @Omittable()
  @IsObject()
  rule?: object;
}

export class PriceReplayDto {
  /** What is other than in the rule book. */
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @NestedList(() => TriedRuleDto)
  rules: TriedRuleDto[];

  /**
   * First business date.
   * @example "2026-11-01"
   */
  @IsCalendarDay()
  from: string;

  /**
   * Last business date, included; at most 90 days.
   * @example "2026-11-30"
   */
  @IsCalendarDay()
  to: string;
}

export class ReplayFiguresDto {
  discountCents: number;

  /** What the store earns before its costs. */
  netCents: number;

  depositCents: number;

  taxCents: number;

  totalCents: number;

  /** Net less what the goods cost. */
  marginCents: number;
}

export class ReplayedReceiptDto {
  saleId: string;

  receiptNumber: string;

  businessDate: string;

  beforeCents: number;

  afterCents: number;
}

export class ReplayProgressDto {
  salesDone: number;

  salesCount: number;
}

/** A line of the answer: how far it is, or, in the last one, what came of it. */
export class ReplayLineDto {
  progress?: ReplayProgressDto;

  result?: PriceReplayResultDto;

  /** The `code` of what stopped it half-way. */
  problem?: string;
}

export class PriceReplayResultDto {
  from: string;

  to: string;

  /** Sales that were priced again; voided ones are none. */
  salesCount: number;

  /** Those that cost something else. */
  touchedCount: number;

  /** Sales with goods that the catalogue no longer knows, or whose amounts would leave what counts exactly. */
  leftOutCount: number;

  /** All of them by the rule book as it is, their goods alone: empties, gift cards and payments on account are left out. */
  before: ReplayFiguresDto;

  /** By the one that is tried. */
  after: ReplayFiguresDto;

  /** The two hundred whose total changes most. */
  receipts: ReplayedReceiptDto[];
}
