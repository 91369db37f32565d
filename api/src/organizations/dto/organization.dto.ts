import { Transform } from 'class-transformer';
import { IsBoolean, IsEmail, IsISO4217CurrencyCode, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { emailOf } from '../../auth/email';
import { IsTimeZone } from '../../http/is-time-zone';
import { Nested } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { trimmed } from '../../http/trimmed';

/** Of a cluster. */
export const CLUSTER_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

export class FirstAdminDto {
  /** @example "ada@corner.example" */
  @Transform(emailOf)
  @IsEmail()
  @MaxLength(254)
  email: string;

  /** @example "Ada Admin" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  /** @example "correct-horse-battery" */
  @IsString()
  @MaxLength(1000)
  password: string;
}

export class OpenOrganizationDto {
  /** @example "Corner Liquors" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  /**
   * IANA time zone.
   * @example "America/Chicago"
   */
  @IsTimeZone()
  timezone: string;

  /**
   * ISO 4217.
   * @example "USD"
   */
  @IsISO4217CurrencyCode()
  currency: string;

  @Nested(() => FirstAdminDto)
  admin: FirstAdminDto;

  /**
   * The name of the cluster its database is made on; main's own when left out.
   * @example "east"
   */
  @Omittable()
  @Matches(CLUSTER_NAME)
  cluster?: string;
}

export class UpdateOrganizationDto {
  /** @example "Corner Liquors" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  /**
   * False suspends: nobody of the organization can sign in or go on working.
   * @example true
   */
  @Omittable()
  @IsBoolean()
  active?: boolean;
}

export class UpdateOwnOrganizationDto {
  /** @example "Corner Liquors" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  /**
   * ISO 4217; only before the first sale.
   * @example "USD"
   */
  @Omittable()
  @IsISO4217CurrencyCode()
  currency?: string;
}

export class OwnOrganizationDto {
  id: string;

  name: string;

  currency: string;
}

export class OrganizationDto {
  /** @example "690551de4405d430b356d8b5" */
  id: string;

  /** @example "tenant_690551de4405d430b356d8b5" */
  databaseName: string;

  /** The cluster its database is on; null for main's own. */
  cluster: string | null;

  name: string;

  timezone: string;

  currency: string;

  active: boolean;

  createdAt: Date;

  updatedAt: Date;
}

export class OrganizationPageDto {
  items: OrganizationDto[];
  nextCursor: string | null;
}
