import { CASH_MOVEMENT_TYPES, type CashMovementType } from '@liquor-pos/domain/drawer/drawer-cash';
import { TENDERED_TYPES, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { ApproverDto } from '../../approvals/dto/approval.dto';
import { IsApproval } from '../../approvals/is-approval';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { IsCallersId, IsId } from '../../http/is-id';
import { Nested, NestedList } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { PageQueryDto } from '../../http/paging.dto';
import { trimmed } from '../../http/trimmed';
import { CashCountDto } from './cash-count.dto';
import { ShiftFiguresDto, TenderAmountDto } from './shift-figures.dto';

const MOST_MOVED_CENTS = 100_000_000;

export class OpenShiftDto {
  /**
   * Made by the caller before the first attempt: a retry with it answers the same shift.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @IsCallersId()
  id: string;

  /** What is in the drawer. */
  @Nested(() => CashCountDto)
  openingCount: CashCountDto;
}

export class MoveCashDto {
  /**
   * Made by the caller before the first attempt: a retry with it moves nothing again.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e12"
   */
  @IsCallersId()
  id: string;

  /** `pay_in` and `payout` for cash that comes and goes, `drop` for what goes to the safe, `no_sale` for a drawer that is only opened. */
  @IsIn(CASH_MOVEMENT_TYPES)
  @ApiProperty({ enum: CASH_MOVEMENT_TYPES, example: 'pay_in' })
  type: CashMovementType;

  /**
   * 0 for a no-sale, more for the others.
   * @example 2500
   */
  @IsInt()
  @Min(0)
  @Max(MOST_MOVED_CENTS)
  amountCents: number;

  /**
   * May be left out of a drop.
   * @example "Change from the bank"
   */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  reason?: string;

  /** Whom it is paid to, as products name their vendors. */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  vendorId?: string;

  @IsApproval()
  approval?: string;
}

export class CountedTenderDto {
  @IsIn(TENDERED_TYPES)
  @ApiProperty({ enum: TENDERED_TYPES, example: 'cash' })
  tender: TenderType;

  /** Of cash what is in the drawer; of cards what the terminal's batch comes to. */
  @Nested(() => CashCountDto)
  count: CashCountDto;
}

export class CloseShiftDto {
  /** Cash, and every other tender that was taken. */
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @NestedList(() => CountedTenderDto)
  counted: CountedTenderDto[];

  /**
   * Why it is over or short; needed above the store's limit.
   * @example "Gave change for a twenty"
   */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  reason?: string;

  /**
   * What stays in the drawer for the next shift; all of the cash when left out.
   * @example 15000
   */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(MOST_MOVED_CENTS)
  leftCents?: number;

  @IsApproval()
  approval?: string;
}

export class CashMovementDto {
  id: string;

  @ApiProperty({ enum: CASH_MOVEMENT_TYPES, example: 'payout' })
  type: CashMovementType;

  amountCents: number;
  reason: string | null;
  vendorId: string | null;
  at: Date;
  by: ApproverDto;
  approvedBy: ApproverDto | null;
}

/** A sale rung up without a connection that came in when its shift was closed. */
export class AddendumDto {
  /** @example 1 */
  number: number;
  saleId: string;
  receiptNumber: string;

  /** When it was rung up. */
  at: Date;

  /** When it came in. */
  enteredAt: Date;
  totalCents: number;
  tenders: TenderAmountDto[];
}

/** A shift as it was closed: nothing changes it, what comes later is an addendum. */
export class ZReportDto extends ShiftFiguresDto {
  /** The shift's id. */
  id: string;

  /**
   * Of its register's, without gaps.
   * @example 42
   */
  number: number;
  registerId: string;
  storeId: string;

  /** @example "2026-11-23" */
  businessDate: string;
  openedAt: Date;
  openedBy: ApproverDto;
  closedAt: Date;
  closedBy: ApproverDto;
  /** What was counted at the opening less what the close before it left; null where there was nothing to compare. */
  openingDifferenceCents: number | null;
  counted: TenderAmountDto[];

  /** Counted less expected. */
  overShort: TenderAmountDto[];
  reason: string | null;
  approvedBy: ApproverDto | null;

  /** What stayed in the drawer. */
  leftCents: number;
  addenda: AddendumDto[];
}

export class ShiftDto {
  id: string;
  registerId: string;
  storeId: string;

  /**
   * Of its register's, counted from 1 on; its Z has the same.
   * @example 42
   */
  number: number;
  status: 'open' | 'closed';

  /**
   * The store's day on which it was opened.
   * @example "2026-11-23"
   */
  businessDate: string;

  /** Open since a day of the store that is over. */
  overdue: boolean;

  /** Opened by its first sale, with nothing counted. */
  automatic: boolean;
  openedAt: Date;
  openedBy: ApproverDto;
  closedAt: Date | null;
  closedBy: ApproverDto | null;
  openingCents: number;

  /** What was counted at the opening less what the last close left; null where there is nothing to compare. */
  openingDifferenceCents: number | null;

  /** What should be there; null for who counts blind. */
  expected: TenderAmountDto[] | null;
  counted: TenderAmountDto[] | null;

  /** Counted less expected; null before it is closed, and for who counts blind. */
  overShort: TenderAmountDto[] | null;
  movements: CashMovementDto[];

  /** Null before it is closed, and for who counts blind. */
  z: ZReportDto | null;
}

export class ShiftPageDto {
  items: ShiftDto[];
  nextCursor: string | null;
}

export class ZReportPageDto {
  items: ZReportDto[];
  nextCursor: string | null;
}

export class ShiftQueryDto extends PageQueryDto {
  @IsOptional()
  @IsId()
  registerId?: string;

  @IsOptional()
  @IsIn(['open', 'closed'])
  status?: 'open' | 'closed';
}

export class ZReportQueryDto extends PageQueryDto {
  @IsOptional()
  @IsId()
  registerId?: string;

  /** First business date. */
  @IsOptional()
  @IsCalendarDay()
  from?: string;

  /** Last business date. */
  @IsOptional()
  @IsCalendarDay()
  to?: string;
}
