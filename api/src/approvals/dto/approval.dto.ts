import { Transform } from 'class-transformer';
import { IsIn, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { BY_APPROVAL, type Permission } from '../../access/permissions';
import { IsId } from '../../http/is-id';
import { Omittable } from '../../http/omittable';
import { trimmed } from '../../http/trimmed';

export class AskApprovalDto {
  /**
   * What is to be allowed, once.
   * @example "sale.void"
   */
  @IsIn(BY_APPROVAL)
  permission: Permission;

  /**
   * Of the approver.
   * @example "4711"
   */
  @Matches(/^\d{4,8}$/, { message: 'pin must be 4 to 8 digits' })
  pin: string;

  /**
   * The user who allows it and types the PIN.
   * @example "690551de4405d430b356d8b5"
   */
  @IsId()
  approverId: string;

  /**
   * The id of what it is allowed for: the sale's, the return's, the shift's.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  subject: string;

  /** @example "Dented can" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MaxLength(200)
  reason?: string;
}

export class ApproverDto {
  id: string;

  /** @example "Maria Lopez" */
  name: string;
}

export class ApprovalDto {
  /** Sent as `approval` with the act; good for one, for two minutes. */
  approval: string;

  approvedBy: ApproverDto;

  expiresAt: Date;
}

export class ApproversQueryDto {
  /**
   * What is to be allowed.
   * @example "sale.void"
   */
  @IsIn(BY_APPROVAL)
  permission: Permission;
}

export class ApproverListDto {
  items: ApproverDto[];
}
