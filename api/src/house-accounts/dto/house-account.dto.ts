import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsEmail, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Omittable } from '../../http/omittable';
import { PageQueryDto } from '../../http/paging.dto';
import { trimmed } from '../../http/trimmed';

/** A million dollars on account is a slip of the hand. */
const MOST_LIMIT_CENTS = 100_000_000;

export class HouseAccountDto {
  /**
   * Made by the server; a sale's tender names it.
   * @example "HA4071829305"
   */
  code: string;

  /** @example "Corner Bar" */
  name: string;

  /** @example null */
  phone: string | null;

  /** @example null */
  email: string | null;

  /** Who may sign, what to ask for. */
  note: string | null;

  /**
   * As much as may be owed.
   * @example 50000
   */
  limitCents: number;

  /** Negative where the store owes: goods came back that had been paid for. */
  owedCents: number;

  /** What may still be bought on it. */
  availableCents: number;

  /** On a closed one nothing is bought; what is owed is still paid. */
  status: 'open' | 'closed';

  version: number;
}

export class HouseAccountPageDto {
  items: HouseAccountDto[];

  nextCursor: string | null;
}

export class HouseAccountQueryDto extends PageQueryDto {
  /**
   * A part of the name, or the code.
   * @example "corner"
   */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  /** Those alone. */
  @IsOptional()
  @IsIn(['open', 'closed'])
  @ApiPropertyOptional({ enum: ['open', 'closed'] })
  status?: 'open' | 'closed';
}

class HouseAccountTermsDto {
  /** @example "555 0100" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(40)
  phone?: string | null;

  /** @example "bar@corner.example" */
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string | null;

  /** @example "Maria and Joe sign" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  note?: string | null;
}

export class CreateHouseAccountDto extends HouseAccountTermsDto {
  /** @example "Corner Bar" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(120)
  name: string;

  /** @example 50000 */
  @IsInt()
  @Min(0)
  @Max(MOST_LIMIT_CENTS)
  limitCents: number;
}

export class UpdateHouseAccountDto extends HouseAccountTermsDto {
  /**
   * As read; another one by now answers 409 `stale_version`.
   * @example 1
   */
  @IsInt()
  version: number;

  /** @example "Corner Bar" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(120)
  name?: string;

  /** @example 75000 */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(MOST_LIMIT_CENTS)
  limitCents?: number;

  /** @example true */
  @Omittable()
  @IsBoolean()
  open?: boolean;
}

export class StatementEntryDto {
  at: Date;

  /** @example "2026-11-23" */
  businessDate: string;

  kind: 'purchase' | 'payment' | 'return' | 'void';

  saleId: string;

  /** @example "1-1-000042" */
  receiptNumber: string;

  /** What the till wrote down: who signed, an order's number. */
  reference: string | null;

  /** What is owed more by it; negative for what was paid or came back. */
  amountCents: number;

  /** What was owed after it. */
  owedCents: number;
}

export class StatementDto {
  account: HouseAccountDto;

  from: string;

  to: string;

  /** What was owed before the first day. */
  openingCents: number;

  entries: StatementEntryDto[];

  /** What was owed after the last day. */
  closingCents: number;
}
