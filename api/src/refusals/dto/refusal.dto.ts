import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { ApproverDto } from '../../approvals/dto/approval.dto';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { IsCallersId, IsId } from '../../http/is-id';
import { Omittable } from '../../http/omittable';
import { PageQueryDto } from '../../http/paging.dto';
import { trimmed } from '../../http/trimmed';

export const REFUSAL_REASONS = [
  'underage',
  'no_id',
  'expired_id',
  'intoxicated',
  'third_party',
  'after_hours',
  'other',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
const METHODS = ['birth_date', 'licence', 'visual'] as const;

/** Nothing that a licence says is taken: neither who the customer was nor when born. */
export class RefuseDto {
  /**
   * Made by the caller before the first attempt: a retry with it is the same refusal.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e13"
   */
  @IsCallersId()
  id: string;

  /** @example "underage" */
  @IsIn(REFUSAL_REASONS)
  reason: RefusalReason;

  /**
   * How the age was looked at, where it was.
   * @example "birth_date"
   */
  @Omittable()
  @IsIn(METHODS)
  method?: (typeof METHODS)[number];

  /**
   * Of what was refused.
   * @example "Vodka"
   */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  category?: string;

  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  registerId: string;

  /**
   * The rule that held, by its name.
   * @example "Alcohol from 21"
   */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  rule?: string;

  /** @example "Came back with an older friend" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  note?: string;
}

export class RefusalDto {
  id: string;
  at: Date;
  reason: RefusalReason;
  method: string | null;
  category: string | null;
  registerId: string;
  rule: string | null;
  note: string | null;
  cashier: ApproverDto;
}

export class RefusalPageDto {
  items: RefusalDto[];
  nextCursor: string | null;
}

export class RefusalQueryDto extends PageQueryDto {
  /** First day, in the organization's time zone. */
  @IsOptional()
  @IsCalendarDay()
  from?: string;

  /** Last day. */
  @IsOptional()
  @IsCalendarDay()
  to?: string;

  @IsOptional()
  @IsIn(REFUSAL_REASONS)
  reason?: RefusalReason;

  @IsOptional()
  @IsId()
  registerId?: string;
}
