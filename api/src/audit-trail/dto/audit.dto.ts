import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { PageQueryDto } from '../../http/paging.dto';

export class AuditActorDto {
  /** @example "user" */
  kind: string;
  id: string;

  /** @example "Casey Cashier" */
  name: string;
}

export class AuditApproverDto {
  id: string;
  name: string;
}

export class AuditEntryDto {
  id: string;
  at: Date;

  /** @example "sale.void" */
  action: string;
  actor: AuditActorDto;
  approvedBy: AuditApproverDto | null;

  /** The id of what it was done to. */
  subject: string | null;
  registerId: string | null;
  requestId: string | null;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  before: object | null;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true })
  after: object | null;

  /** Null until it was chained, some minutes later. */
  hash: string | null;
  previousHash: string | null;
}

export class AuditPageDto {
  items: AuditEntryDto[];
  nextCursor: string | null;
}

export class AuditQueryDto extends PageQueryDto {
  /** First day, in the organization's time zone. */
  @IsOptional()
  @IsCalendarDay()
  from?: string;

  /** Last day. */
  @IsOptional()
  @IsCalendarDay()
  to?: string;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  actorId?: string;

  /**
   * One action, or a group of them: `drawer` has `drawer.payout` and its like.
   * @example "sale.void"
   */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  action?: string;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  subject?: string;
}
