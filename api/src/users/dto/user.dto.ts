import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsString,
  Matches,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { emailOf } from '../../auth/email';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { Omittable } from '../../http/omittable';
import { PageQueryDto } from '../../http/paging.dto';
import { trimmed } from '../../http/trimmed';
import { TENANT_ROLES, type TenantRole } from '../../main-db/role';

export class UserDto {
  /** @example "690551de4405d430b356d8b5" */
  id: string;

  /** @example "cashier@demo.example" */
  email: string;

  /** @example "Casey Cashier" */
  name: string;

  role: TenantRole;

  /** A disabled user cannot sign in and loses access at once. */
  active: boolean;

  /**
   * Grows with each change; send it with a PUT to be told of changes you have not seen.
   * @example 1
   */
  version: number;

  lastLoginAt: Date | null;

  createdAt: Date;

  updatedAt: Date;
}

export class UserPageDto {
  items: UserDto[];
  nextCursor: string | null;
}

export class UserQueryDto extends PageQueryDto {
  /** Only users of this role. */
  @Omittable()
  @IsIn(TENANT_ROLES)
  role?: TenantRole;

  /** Only active users, or only disabled ones. */
  @Omittable()
  @Type(() => String)
  @IsIn(['true', 'false'])
  active?: 'true' | 'false';
}

export class CreateUserDto {
  /** @example "casey@demo.example" */
  @Transform(emailOf)
  @IsEmail()
  @MaxLength(254)
  email: string;

  /** @example "Casey Cashier" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  /** @example "cashier" */
  @IsIn(TENANT_ROLES)
  role: TenantRole;

  /**
   * At least 8 characters, at most 72 bytes, not one of the most common.
   * @example "correct-horse-battery"
   */
  @IsString()
  @MaxLength(1000)
  password: string;
}

export class UpdateUserDto {
  /** @example "casey@demo.example" */
  @Omittable()
  @Transform(emailOf)
  @IsEmail()
  @MaxLength(254)
  email?: string;

  /** @example "Casey Jones" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name?: string;

  /** @example "cashier" */
  @Omittable()
  @IsIn(TENANT_ROLES)
  role?: TenantRole;

  /** @example true */
  @Omittable()
  @IsBoolean()
  active?: boolean;

  /**
   * A new password ends every session of the user.
   * @example "battery-staple-correct"
   */
  @Omittable()
  @IsString()
  @MaxLength(1000)
  password?: string;

  /**
   * The version this change builds on. Sent and outdated: 409 `stale_version`. Left out: the last change wins.
   * @example 1
   */
  @Omittable()
  @IsInt()
  @Min(1)
  version?: number;
}

export class BirthDateDto {
  /**
   * Null for nobody's business.
   * @example "2004-02-29"
   */
  @ValidateIf(({ birthDate }: BirthDateDto) => birthDate !== null)
  @IsCalendarDay()
  birthDate: string | null;
}

export class SetPinDto {
  /**
   * Your password.
   * @example "correct-horse-battery"
   */
  @IsString()
  @MaxLength(1000)
  password: string;

  /**
   * 4 to 8 digits; not all the same, and not one after the other.
   * @example "4711"
   */
  @Matches(/^\d{4,8}$/, { message: 'pin must be 4 to 8 digits' })
  pin: string;
}
