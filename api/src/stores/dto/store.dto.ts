import { TENDERED_TYPES, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayContains,
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { IsId } from '../../http/is-id';
import { IsTimeZone } from '../../http/is-time-zone';
import { Nested, NestedList } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { trimmed } from '../../http/trimmed';
import {
  ALCOHOL_RETURNS,
  NEGATIVE_STOCK_POLICIES,
  type NegativeStockPolicy,
  RETURN_DISPOSITIONS,
  SHIFT_OPENINGS,
  type ShiftOpening,
} from '../../store-directory/store.schema';

const MOST_EMPTIES = 1_000_000;
const MOST_CHANGE_CENTS = 100_000_000;

export class CashRoundingDto {
  /**
   * 1 for none.
   * @example 5
   */
  @IsIn([1, 5, 10])
  toCents: 1 | 5 | 10;

  /**
   * Nearest rounds half away from zero; up is toward the store, down toward the customer.
   * @example "nearest"
   */
  @IsIn(['nearest', 'up', 'down'])
  mode: 'nearest' | 'up' | 'down';
}

/** What of a sale may come back, and where it goes; in some states that is law. */
export class ReturnPolicyDto {
  /**
   * Business days since the sale within which it may come back; null for ever.
   * @example 30
   */
  @ValidateIf((policy: ReturnPolicyDto) => policy.days !== null)
  @IsInt()
  @Min(0)
  @Max(3650)
  days: number | null;

  /**
   * Whether what is sold with an age check may come back.
   * @example "allowed"
   */
  @IsIn(ALCOHOL_RETURNS)
  alcohol: 'allowed' | 'refused';

  /**
   * Back on the shelf, or written off as breakage as it comes in.
   * @example "to_stock"
   */
  @IsIn(RETURN_DISPOSITIONS)
  disposition: 'to_stock' | 'breakage';
}

/** What goes out of a drawer without a manager. */
export class DrawerLimitsDto {
  /**
   * Containers a cashier pays for in one sale.
   * @example 120
   */
  @IsInt()
  @Min(0)
  @Max(MOST_EMPTIES)
  emptiesPerSale: number;

  /**
   * Containers that cashiers pay for at one register in one business day.
   * @example 240
   */
  @IsInt()
  @Min(0)
  @Max(MOST_EMPTIES)
  emptiesPerDay: number;

  /**
   * The most change on a sale, whoever makes it; null for up to the fourth note above what is due.
   * @example 10000
   */
  @ValidateIf((limits: DrawerLimitsDto) => limits.changeCents !== null)
  @IsInt()
  @Min(0)
  @Max(MOST_CHANGE_CENTS)
  changeCents: number | null;
}

/** How the store's drawers are closed. */
export class DrawerPolicyDto {
  /**
   * Whoever counts is not told what should be there.
   * @example false
   */
  @IsBoolean()
  blind: boolean;

  /**
   * Over or short by more than this needs a reason; null for never.
   * @example 100
   */
  @ValidateIf((policy: DrawerPolicyDto) => policy.reasonOverCents !== null)
  @IsInt()
  @Min(0)
  @Max(MOST_CHANGE_CENTS)
  reasonOverCents: number | null;

  /**
   * Over or short by more than this needs a manager; null for never.
   * @example 2000
   */
  @ValidateIf((policy: DrawerPolicyDto) => policy.approvalOverCents !== null)
  @IsInt()
  @Min(0)
  @Max(MOST_CHANGE_CENTS)
  approvalOverCents: number | null;
}

/** What the store's receipts say besides what was sold. */
export class ReceiptTextsDto {
  /** @example "1200 Main Street\nDes Moines, IA 50309" */
  @Transform(trimmed)
  @IsString()
  @MaxLength(300)
  address: string;

  /** @example "IA sales tax permit 1-77-012345" */
  @Transform(trimmed)
  @IsString()
  @MaxLength(100)
  taxNumber: string;

  /**
   * Above what was sold.
   * @example "Open every day from 9"
   */
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  head: string;

  /**
   * Below the total.
   * @example "Thank you. Goods come back within 30 days with this receipt."
   */
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  foot: string;
}

export class QuickKeyDto {
  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  productId: string;

  /** @example "bottle" */
  @IsString()
  @MaxLength(60)
  packId: string;

  /** @example "Ice 10 lb" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  label: string;
}

export class QuickKeysDto {
  /** In the order the till shows them. */
  @ArrayMaxSize(60)
  @NestedList(() => QuickKeyDto)
  keys: QuickKeyDto[];
}

export class NewStoreDto {
  /** @example "Corner Liquors East" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  /** @example "America/Chicago" */
  @IsTimeZone()
  timezone: string;
}

export class NewRegisterDto {
  /** @example "Drive-through" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;
}

export class RegisterDto {
  id: string;

  /** @example 1 */
  number: number;

  /** @example "Register 1" */
  name: string;

  /** A closed register sells nothing more; what it sold stays its own. */
  closed: boolean;
}

export class UpdateRegisterDto {
  /** @example "Counter by the door" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name?: string;

  /**
   * True closes it, false opens it again.
   * @example false
   */
  @Omittable()
  @IsBoolean()
  closed?: boolean;
}

export class StoreDto {
  id: string;

  /** @example 1 */
  number: number;

  /** @example "Corner Liquors" */
  name: string;

  /** @example "America/Chicago" */
  timezone: string;

  /**
   * The local hour at which a business date begins.
   * @example 0
   */
  dayStartHour: number;

  negativeStock: NegativeStockPolicy;

  /** How a tax's cents are rounded. */
  taxRounding: 'line' | 'sale';

  cashRounding: CashRoundingDto;

  returns: ReturnPolicyDto;

  limits: DrawerLimitsDto;

  shifts: ShiftOpening;

  drawer: DrawerPolicyDto;

  /** A till that nobody touches for so many minutes asks who stands there; null for never. */
  lockAfterMinutes: number | null;

  /** What share of a line's price a cashier takes off by hand without a manager. */
  cashierDiscountMillionths: number;

  /** What the store takes. */
  @ApiProperty({ enum: TENDERED_TYPES, isArray: true })
  tenders: TenderType[];

  receipt: ReceiptTextsDto;

  quickKeys: QuickKeyDto[];

  registers: RegisterDto[];
}

export class StoreListDto {
  items: StoreDto[];
  nextCursor: string | null;
}

export class UpdateStoreDto {
  /** @example "Corner Liquors Main Street" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  /** @example "America/Chicago" */
  @Omittable()
  @IsTimeZone()
  timezone?: string;

  /**
   * Sales before this local hour belong to the day before.
   * @example 4
   */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(12)
  dayStartHour?: number;

  /**
   * Sell what the books do not have and flag it, or refuse with 409 `out_of_stock`.
   * @example "allow"
   */
  @Omittable()
  @IsIn(NEGATIVE_STOCK_POLICIES)
  negativeStock?: NegativeStockPolicy;

  /**
   * A tax's cents: on each line, or once for the sale and then shared out over its lines.
   * @example "line"
   */
  @Omittable()
  @IsIn(['line', 'sale'])
  taxRounding?: 'line' | 'sale';

  /** Of the part that is paid in cash, where small coins are gone. */
  @Omittable()
  @Nested(() => CashRoundingDto)
  cashRounding?: CashRoundingDto;

  @Omittable()
  @Nested(() => ReturnPolicyDto)
  returns?: ReturnPolicyDto;

  @Omittable()
  @Nested(() => DrawerLimitsDto)
  limits?: DrawerLimitsDto;

  /**
   * Whether a shift is opened by its first sale, or by hand with a count; then a sale without one is 409 `no_open_shift`.
   * @example "automatic"
   */
  @Omittable()
  @IsIn(SHIFT_OPENINGS)
  shifts?: ShiftOpening;

  @Omittable()
  @Nested(() => DrawerPolicyDto)
  drawer?: DrawerPolicyDto;

  /**
   * A till that nobody touches for so many minutes asks who stands there; null for never.
   * @example 5
   */
  @ValidateIf((store: UpdateStoreDto) => store.lockAfterMinutes !== null && store.lockAfterMinutes !== undefined)
  @IsInt()
  @Min(1)
  @Max(480)
  lockAfterMinutes?: number | null;

  /**
   * What share of a line's price a cashier takes off by hand without a manager; 100000 is 10 %.
   * @example 100000
   */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  cashierDiscountMillionths?: number;

  /**
   * What the store takes; cash it always takes.
   * @example ["cash", "card", "gift_card"]
   */
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @ArrayContains(['cash'])
  @IsIn(TENDERED_TYPES, { each: true })
  @ApiPropertyOptional({ enum: TENDERED_TYPES, isArray: true, example: ['cash', 'card', 'gift_card'] })
  tenders?: TenderType[];

  @Omittable()
  @Nested(() => ReceiptTextsDto)
  receipt?: ReceiptTextsDto;
}
