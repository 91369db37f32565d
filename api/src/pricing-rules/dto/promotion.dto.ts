import { IntersectionType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { Nested, NestedList } from '../../http/nested';
import { RuleInputDto, SelectorDto, VersionDto } from './rule.dto';

const MAX_CENTS = 100_000_000;
const MAX_RATE = 1_000_000;
const MAX_UNITS = 1000;

const OFFER_KINDS = ['amount_off', 'percent_off', 'fixed_price', 'tiers', 'n_for_price', 'buy_get'] as const;
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

  /** @example 100000 */
  @IsInt()
  @Min(1)
  @Max(MAX_RATE)
  rateMillionths: number;
}

export class UnitWeightDto {
  /** @example 1500 */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  minVolumeMl: number;

  /** @example 2 */
  @IsInt()
  @Min(2)
  @Max(100)
  weight: number;
}

/** What is offered. Which fields count depends on `kind`; others must be left out. */
export class OfferDto {
  /** @example "percent_off" */
  @IsIn(OFFER_KINDS)
  kind: OfferKind;

  /** `amount_off`: off each base unit. */
  @neededBy('amountCents', 'amount_off')
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  amountCents?: number;

  /**
   * `percent_off`: off each unit; `buy_get`: off each unit got, 1000000 makes it free. In millionths.
   * @example 100000
   */
  @neededBy('rateMillionths', 'percent_off', 'buy_get')
  @IsInt()
  @Min(1)
  @Max(MAX_RATE)
  rateMillionths?: number;

  /** `fixed_price`: of each base unit; `n_for_price`: of the bundle. */
  @neededBy('priceCents', 'fixed_price', 'n_for_price')
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
