import { IsString, MaxLength, MinLength } from 'class-validator';
import type { Role } from '../../main-db/role';

export class LoginDto {
  /** @example "admin@demo.example" */
  @IsString()
  @MinLength(1)
  @MaxLength(254)
  email: string;

  /** @example "correct-horse-battery" */
  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  password: string;
}

export class SignedInUserDto {
  /** @example "690551de4405d430b356d8b5" */
  id: string;

  /** @example "admin@demo.example" */
  email: string;

  /** @example "Ada Admin" */
  name: string;

  /** One of cashier, manager, org_admin, platform_admin. */
  role: Role;

  /** Null for a platform admin. */
  organizationId: string | null;

  lastLoginAt: Date | null;
}

export class SignedInOrganizationDto {
  id: string;

  /** @example "Demo Liquors" */
  name: string;

  /**
   * ISO 4217.
   * @example "USD"
   */
  currency: string;

  /**
   * IANA time zone.
   * @example "America/Chicago"
   */
  timezone: string;
}

export class ProfileDto {
  user: SignedInUserDto;

  /** Null for a platform admin. */
  organization: SignedInOrganizationDto | null;
}

export class LoginAnswerDto extends ProfileDto {
  /** Send it as `Authorization: Bearer <token>`. */
  token: string;

  /**
   * Seconds until the token expires.
   * @example 900
   */
  expiresIn: number;
}

export class SuccessDto {
  /** @example true */
  success: boolean;
}
