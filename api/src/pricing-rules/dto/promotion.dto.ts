import { TENDERED_TYPES, type TenderedType } from '@liquor-pos/domain/tenders/tender-types';
import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { IsCouponCode } from '../../http/is-coupon-code';
import { Nested, NestedList } from '../../http/nested';
import { trimmed } from '../../http/trimmed';
import { RuleInputDto, SelectorDto, VersionDto } from './rule.dto';

const MAX_CENTS = 100_000_000;
const MAX_RATE = 1_000_000;
const MAX_UNITS = 1000;

const OFFER_KINDS = [
  ...(['amount_off', 'percent_off', 'fixed_price', 'tiers', 'n_for_price', 'buy_get'] as const),
  ...(['kit', 'spend_get', 'spend_percent'] as const),
] as const;
type OfferKind = (typeof OFFER_KINDS)[number];

/** Asked of the offers that need it, and checked wherever it is given. */
function neededBy(field: keyof OfferDto, ...kinds: OfferKind[]): PropertyDecorator {
  return ValidateIf((offer: OfferDto) => kinds.includes(offer.kind) || offer[field] !== undefined);
}

export class TierDto {
  /**
   * From this many units on.
   * @example 6
   */
  @IsInt()
  @Min(1)
  @Max(100_000)
  from: number;

  /**
   * Off each of them, in millionths; either this or an amount.
   * @example 100000
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_RATE)
  rateMillionths?: number | null;

  /** Off each of them. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  amountCents?: number | null;
}

/** A number with one decimal place at the most; class-validator's own check throws at what is written with an exponent. */
function IsInTenths(): PropertyDecorator {
  return ValidateBy({
    name: 'isInTenths',
    validator: {
      validate: (value) => typeof value === 'number' && Math.round(value * 10) / 10 === value,
      defaultMessage: (args) => `${args?.property} must be a number in steps of a tenth`,
    },
  });
}

export class UnitWeightDto {
  /** @example 1500 */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  minVolumeMl: number;

  /**
   * In steps of a tenth.
   * @example 2
   */
  @IsInTenths()
  @Min(0.1)
  @Max(100)
  weight: number;
}

/** Some of the things that make a kit. */
export class KitGroupDto {
  @Nested(() => SelectorDto)
  selector: SelectorDto;

  /** @example 1 */
  @IsInt()
  @Min(1)
  @Max(100)
  count: number;
}

/** What is offered. Which fields count depends on `kind`; others must be left out. */
export class OfferDto {
  /** @example "percent_off" */
  @IsIn(OFFER_KINDS)
  kind: OfferKind;

  /** `amount_off`: off each base unit; `spend_get`: off what was spent, each time the threshold is reached. */
  @neededBy('amountCents', 'amount_off', 'spend_get')
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  amountCents?: number;

  /**
   * `percent_off`: off each unit; `buy_get`: off each unit got, 1000000 makes it free; `spend_percent`: off what was spent. In millionths.
   * @example 100000
   */
  @neededBy('rateMillionths', 'percent_off', 'buy_get', 'spend_percent')
  @IsInt()
  @Min(1)
  @Max(MAX_RATE)
  rateMillionths?: number;

  /** `fixed_price`: of each base unit; `n_for_price`, `kit`: of the bundle. */
  @neededBy('priceCents', 'fixed_price', 'n_for_price', 'kit')
  @IsInt()
  @Min(0)
  @Max(MAX_CENTS)
  priceCents?: number;

  /** `n_for_price`: base units in a bundle. */
  @neededBy('count', 'n_for_price')
  @IsInt()
  @Min(2)
  @Max(MAX_UNITS)
  count?: number;

  /** `tiers` */
  @neededBy('tiers', 'tiers')
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @NestedList(() => TierDto)
  tiers?: TierDto[];

  /** `tiers`: units of at least a volume count as several. */
  @neededBy('weights')
  @ArrayMaxSize(20)
  @NestedList(() => UnitWeightDto)
  weights?: UnitWeightDto[];

  /** `buy_get`: base units to buy. */
  @neededBy('buy', 'buy_get')
  @IsInt()
  @Min(1)
  @Max(MAX_UNITS)
  buy?: number;

  /** `buy_get`: base units got for them. */
  @neededBy('get', 'buy_get')
  @IsInt()
  @Min(1)
  @Max(MAX_UNITS)
  get?: number;

  /**
   * `buy_get`: what is got; null for the bought things themselves, of equal or lesser price.
   * @example null
   */
  @IsOptional()
  @Nested(() => SelectorDto)
  getSelector?: SelectorDto | null;

  /** `kit`: what it is made of, some of each. */
  @neededBy('groups', 'kit')
  @ArrayMinSize(2)
  @ArrayMaxSize(10)
  @NestedList(() => KitGroupDto)
  groups?: KitGroupDto[];

  /** `spend_get`, `spend_percent`: to be spent on what it chooses. */
  @neededBy('thresholdCents', 'spend_get', 'spend_percent')
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  thresholdCents?: number;

  /**
   * `spend_get`, `spend_percent`: at list prices, or at what is left after the other offers.
   * @example "after_offers"
   */
  @neededBy('measured', 'spend_get', 'spend_percent')
  @IsIn(['before_offers', 'after_offers'])
  measured?: 'before_offers' | 'after_offers';
}

/** Minutes of the day; to before from goes past midnight. */
export class DayHoursDto {
  /** @example 0 */
  @IsInt()
  @Min(0)
  @Max(1439)
  fromMinute: number;

  /** @example 1440 */
  @IsInt()
  @Min(0)
  @Max(1440)
  toMinute: number;
}

export class PromotionInputDto extends RuleInputDto {
  /** @example {"kind":"percent_off","rateMillionths":100000} */
  @Nested(() => OfferDto)
  offer: OfferDto;

  @Nested(() => SelectorDto)
  selector: SelectorDto;

  /** Chosen units that count toward the offer and receive nothing. */
  @IsOptional()
  @Nested(() => SelectorDto)
  countsOnly?: SelectorDto | null = null;

  /** 0 is Sunday; null for every day. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(7)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(6, { each: true })
  weekdays?: number[] | null = null;

  /** Null for all day. */
  @IsOptional()
  @Nested(() => DayHoursDto)
  hours?: DayHoursDto | null = null;

  /** Null for every customer. */
  @IsOptional()
  @Transform(trimmed)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  customerGroups?: string[] | null = null;

  /** Units, or bundles, a sale gets at most; null for no limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  limitPerSale?: number | null = null;

  /**
   * Combines with other stackable offers on a unit; else it is alone there.
   * @example false
   */
  @IsBoolean()
  stackable?: boolean = false;

  /**
   * Of a stackable offer: taken off what the stackable offers before it leave, not off the list price.
   * @example false
   */
  @IsBoolean()
  chained?: boolean = false;

  /**
   * In which chained offers, and those on what is spent, are taken.
   * @example 10
   */
  @IsInt()
  @Min(0)
  @Max(1000)
  order?: number = 10;

  /**
   * Counts and prices whole packs as they are sold, never their single bottles.
   * @example false
   */
  @IsBoolean()
  perPack?: boolean = false;

  /**
   * What is bought, got or counted together must be of one product.
   * @example false
   */
  @IsBoolean()
  identical?: boolean = false;

  /** The most it takes off a sale; null for no bound. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  maxDiscountCents?: number | null = null;

  /**
   * Only with this coupon, in capitals; null for everybody.
   * @example null
   */
  @IsOptional()
  @IsCouponCode()
  couponCode?: string | null = null;

  /**
   * Only where all of it is paid with these, such as a discount for cash; null however it is paid.
   * @example null
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(TENDERED_TYPES, { each: true })
  @ApiPropertyOptional({ enum: TENDERED_TYPES, isArray: true, nullable: true, default: null })
  paidWith?: TenderedType[] | null = null;

  /**
   * A manufacturer pays it back: the customer pays less, and taxes on top are still charged on the whole.
   * @example false
   */
  @IsBoolean()
  reimbursed?: boolean = false;

  /** In how many sales it is given at the most, over all registers and stores; voided ones are not counted. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  maxUses?: number | null = null;

  /** In how many sales of one customer; then it is for customers whom `customer.reference` names. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxUsesPerCustomer?: number | null = null;

  /** What it takes off all sales together at the most. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000_000_000)
  budgetCents?: number | null = null;
}

export class PromotionUpdateDto extends IntersectionType(PromotionInputDto, VersionDto) {}

export class PromotionDto extends PromotionInputDto {
  id: string;

  version: number;
}

export class PromotionPageDto {
  items: PromotionDto[];
  nextCursor: string | null;
}
