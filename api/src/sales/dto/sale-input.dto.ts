import { MOST_ON_A_CARD_CENTS } from '@liquor-pos/domain/tenders/stored-value';
import {
  hasBalance,
  TENDERED_TYPES,
  type TenderedType,
  type TenderType,
} from '@liquor-pos/domain/tenders/tender-types';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
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
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { IsApproval } from '../../approvals/is-approval';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { IsCouponCode } from '../../http/is-coupon-code';
import { IsCallersId, IsId } from '../../http/is-id';
import { IsInstant } from '../../http/is-instant';
import { Nested, NestedList } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { trimmed } from '../../http/trimmed';
import { IsCustomerReference } from './is-customer-reference';
import { IsNoCardNumber } from './is-no-card-number';
import { IsStoredValueCode } from './is-stored-value-code';
import { MAX_CENTS, MAX_QUANTITY } from './limits';
import { ExchangeDto } from './take-back.dto';

/** Empties can outweigh what is bought. */
const LEAST_TOTAL_CENTS = -10_000_000;

/** Asked of the discounts of a kind, and nothing of others. */
function OnlyFor(kind: 'amount' | 'percent'): PropertyDecorator {
  return ValidateBy({
    name: 'onlyFor',
    validator: {
      validate: (_, args) => (args?.object as DiscountDto | undefined)?.kind === kind,
      defaultMessage: (args) => `${args?.property} must be left out, but for ${kind}`,
    },
  });
}

/** Given by hand, after all promotions. For managers. */
export class DiscountDto {
  /** @example "percent" */
  @IsIn(['amount', 'percent'])
  kind: 'amount' | 'percent';

  /** Off the line or the sale, with `amount`. */
  @ValidateIf((discount: DiscountDto) => discount.kind === 'amount' || discount.amountCents !== undefined)
  @OnlyFor('amount')
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  amountCents?: number;

  /**
   * In millionths, with `percent`: 100000 is 10 %.
   * @example 100000
   */
  @ValidateIf((discount: DiscountDto) => discount.kind === 'percent' || discount.rateMillionths !== undefined)
  @OnlyFor('percent')
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  rateMillionths?: number;

  /** @example "Damaged label" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  reason: string;
}

/** A pack price set by hand: the line takes no promotions, its units count toward them. For managers. */
export class PriceOverrideDto {
  /** @example 699 */
  @IsInt()
  @Min(0)
  @Max(MAX_CENTS)
  unitPriceCents: number;

  /** @example "Price match" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  reason: string;
}

export class EmptiesDto {
  /**
   * The deposit rule they were bought under.
   * @example "690551de4405d430b356d8b5"
   */
  @IsId()
  depositId: string;

  /** @example 1 */
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  count: number;
}

/** Who buys. What makes the price another one is for managers to say. */
export class SaleCustomerDto {
  /**
   * By which the store knows who buys, for what is limited to so much for a customer: a club card's or a phone number. Signs and
   * accents in it mean nothing.
   * @example "5155550199"
   */
  @Omittable()
  @IsCustomerReference()
  reference?: string;

  /**
   * For promotions to customer groups.
   * @example ["club"]
   */
  @Omittable()
  @Transform(trimmed)
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  groups?: string[];

  /** The number of the exemption certificate of who pays no tax. */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  taxExemption?: string;
}

/** A gift card is sold as a line of its own: neither taxed nor discounted. */
export class GiftCardInputDto {
  /**
   * What is put on it.
   * @example 5000
   */
  @IsInt()
  @Min(1)
  @Max(MOST_ON_A_CARD_CENTS)
  amountCents: number;

  /**
   * What stands on the card that is handed over; one that was sold before is charged anew. Made by the server when left out.
   * @example "4929103374518820"
   */
  @Omittable()
  @IsStoredValueCode()
  code?: string;
}

/** What somebody pays into a house account, as a line of its own: neither taxed nor discounted. */
export class AccountPaymentInputDto {
  /** @example "HA4071829305" */
  @IsStoredValueCode()
  code: string;

  /**
   * No more than is owed.
   * @example 12500
   */
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  amountCents: number;
}

export class SaleLineInputDto {
  /**
   * With `packId`, instead of `barcode`.
   * @example "690551de4405d430b356d8b5"
   */
  @ValidateIf((line: SaleLineInputDto) => (isGoods(line) && line.barcode === undefined) || line.productId !== undefined)
  @IsId()
  productId?: string;

  /** @example "bottle" */
  @ValidateIf((line: SaleLineInputDto) => (isGoods(line) && line.barcode === undefined) || line.packId !== undefined)
  @IsString()
  @MaxLength(60)
  packId?: string;

  /**
   * As scanned, instead of `productId` and `packId`.
   * @example "012345678905"
   */
  @Omittable()
  @IsString()
  @MaxLength(60)
  barcode?: string;

  /**
   * How many packs.
   * @example 1
   */
  @ValidateIf((line: SaleLineInputDto) => isGoods(line) || line.quantity !== undefined)
  @IsInt()
  @Min(1)
  @Max(MAX_QUANTITY)
  @ApiPropertyOptional({ example: 1, minimum: 1, maximum: MAX_QUANTITY })
  quantity: number;

  @Omittable()
  @Nested(() => PriceOverrideDto)
  override?: PriceOverrideDto;

  @Omittable()
  @Nested(() => DiscountDto)
  discount?: DiscountDto;

  /** Instead of a product: all else is left out. The answer has gift cards behind the goods. */
  @Omittable()
  @Nested(() => GiftCardInputDto)
  giftCard?: GiftCardInputDto;

  /** Instead of a product: all else is left out. The answer has it behind the goods. */
  @Omittable()
  @Nested(() => AccountPaymentInputDto)
  accountPayment?: AccountPaymentInputDto;
}

function isGoods({ giftCard, accountPayment }: SaleLineInputDto): boolean {
  return giftCard === undefined && accountPayment === undefined;
}

export class TenderDto {
  /** What the store takes of it is a setting. */
  @IsIn(TENDERED_TYPES)
  @ApiProperty({ enum: TENDERED_TYPES, example: 'cash' })
  type: TenderType;

  /**
   * What is handed over; change is given from cash, up to the store's limit.
   * @example 2000
   */
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  amountCents: number;

  /**
   * A check's number, the last four digits of a card; never a card's whole number.
   * @example "1042"
   */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MaxLength(60)
  @IsNoCardNumber()
  reference?: string;

  /**
   * Of the gift card, store credit or house account.
   * @example "4929103374518820"
   */
  @ValidateIf(({ type, code }: TenderDto) => hasBalance(type) || code !== undefined)
  @IsStoredValueCode()
  @ApiPropertyOptional({ example: '4929103374518820' })
  code?: string;
}

export class AgeCheckDto {
  /**
   * How the customer's age was established.
   * @example "birth_date"
   */
  @IsIn(['birth_date', 'licence', 'visual'])
  method: 'birth_date' | 'licence' | 'visual';

  /**
   * Of the customer; needed unless `method` is `visual`. Compared and forgotten: it is stored nowhere.
   * @example "1980-01-31"
   */
  @Omittable()
  @IsCalendarDay()
  birthDate?: string;

  /** Last day of the licence, where it has one. */
  @Omittable()
  @IsCalendarDay()
  expiresOn?: string;
}

/** What is rung up: goods, empties and gift cards, and what changes their price. */
export class BasketDto {
  /** May be empty where empties are brought back. */
  @ArrayMaxSize(500)
  @NestedList(() => SaleLineInputDto)
  lines: SaleLineInputDto[];

  /** The register; the first one of the default store when left out. */
  @Omittable()
  @IsId()
  registerId?: string;

  /** Empty containers brought back; a cashier takes no more than the store's limits. */
  @Omittable()
  @ArrayMaxSize(50)
  @NestedList(() => EmptiesDto)
  empties?: EmptiesDto[];

  /** On the whole sale, shared out over its lines. */
  @Omittable()
  @Nested(() => DiscountDto)
  discount?: DiscountDto;

  @Omittable()
  @Nested(() => SaleCustomerDto)
  customer?: SaleCustomerDto;

  /**
   * Codes of the store's coupons.
   * @example []
   */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(20)
  @IsCouponCode({ each: true })
  coupons?: string[];
}

export class QuoteDto extends BasketDto {
  /**
   * What it would be paid with, for offers that depend on it.
   * @example ["cash"]
   */
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @IsIn(TENDERED_TYPES, { each: true })
  @ApiPropertyOptional({ enum: TENDERED_TYPES, isArray: true })
  paidWith?: TenderedType[];

  /**
   * What benefits would pay of it: no tax on top is charged on that part. Up to the answer's `ebtEligibleCents`.
   * @example 0
   */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(MAX_CENTS)
  ebtCents?: number;
}

export class CreateSaleDto extends BasketDto {
  /**
   * Made by the caller before the first attempt: a retry with it answers the first result.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @IsCallersId()
  id: string;

  @ArrayMaxSize(20)
  @NestedList(() => TenderDto)
  tenders: TenderDto[];

  /**
   * What the caller's till showed; another price here answers 409 `price_changed` with the new quote.
   * @example 708
   */
  @Omittable()
  @IsInt()
  @Min(LEAST_TOTAL_CENTS)
  @Max(MAX_CENTS)
  totalCents?: number;

  /** The age check made for this sale; the method, time and cashier are kept with it. */
  @Omittable()
  @Nested(() => AgeCheckDto)
  ageCheck?: AgeCheckDto;

  /**
   * When it was rung up; now when left out, and never later. More than five minutes ago only for a manager.
   * @example "2026-01-31T18:30:00Z"
   */
  @Omittable()
  @IsInstant()
  at?: Date;

  /** Rung up without a connection: what the hour, the shelf or the catalogue say against it is flagged instead of refused. For managers. */
  @Omittable()
  @IsBoolean()
  offline?: boolean;

  /** What is due then is the difference, in one payment. Theirs is a return of its own, whose id is this one's with `:exchange` behind it. */
  @Omittable()
  @Nested(() => ExchangeDto)
  exchange?: ExchangeDto;

  @IsApproval()
  approval?: string;
}
