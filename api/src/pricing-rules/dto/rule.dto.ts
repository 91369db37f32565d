import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { IsId } from '../../http/is-id';
import { Nested } from '../../http/nested';
import { trimmed } from '../../http/trimmed';

const MOST_NAMES = 200;
const MOST_PRODUCTS = 2000;
const MAX_VOLUME_ML = 1_000_000;
const MAX_PACK_UNITS = 1000;
const MAX_PRICE_CENTS = 100_000_000;

/** What every rule is made of. */
export class RuleInputDto {
  /**
   * As the receipt shows it.
   * @example "Holiday wine"
   */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  /** The stores it holds in; null for all. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @IsId({ each: true })
  storeIds?: string[] | null = null;

  /** First day, on the store's calendar; null for always. */
  @IsOptional()
  @IsCalendarDay()
  effectiveFrom?: string | null = null;

  /** Last day, included; null for ever. */
  @IsOptional()
  @IsCalendarDay()
  effectiveTo?: string | null = null;
}

/** The version that was read, which a PUT must name. */
export class VersionDto {
  /**
   * The version you read; another one since means 409 `stale_version`.
   * @example 1
   */
  @IsInt()
  @Min(1)
  version: number;
}

/** Chooses products: every criterion given must hold, by any of its values. None given chooses all. */
export class ExceptedDto {
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PRODUCTS)
  @IsId({ each: true })
  productIds?: string[] | null;

  /** @example ["TEQUILA"] */
  @IsOptional()
  @Transform(trimmed)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  categories?: string[] | null;

  @IsOptional()
  @Transform(trimmed)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  brands?: string[] | null;

  @IsOptional()
  @Transform(trimmed)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  vendors?: string[] | null;

  @IsOptional()
  @Transform(trimmed)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  tags?: string[] | null;

  /** A product without a tax code has `general`. */
  @IsOptional()
  @Transform(trimmed)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  taxCodes?: string[] | null;

  @IsOptional()
  @Transform(trimmed)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  containerClasses?: string[] | null;

  /** Of one base unit, included. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_VOLUME_ML)
  minVolumeMl?: number | null;

  /** Of one base unit, included. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_VOLUME_ML)
  maxVolumeMl?: number | null;

  /** Alcohol by volume in hundredths of a percent, included. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  minAbv?: number | null;

  /** In hundredths of a percent, included. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  maxAbv?: number | null;

  /**
   * Sold in packs of so many base units: 1 chooses single bottles.
   * @example [12]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(MAX_PACK_UNITS, { each: true })
  packUnits?: number[] | null;

  /** Of the pack as it is sold, included. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_PRICE_CENTS)
  minPriceCents?: number | null;

  /** Of the pack as it is sold, included. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_PRICE_CENTS)
  maxPriceCents?: number | null;
}

/** Chooses products, all but some. */
export class SelectorDto extends ExceptedDto {
  /** All but these. */
  @IsOptional()
  @Nested(() => ExceptedDto)
  except?: ExceptedDto | null;
}

/** A stretch of a day, in minutes since its midnight. */
export class WindowDto {
  /**
   * Included.
   * @example 360
   */
  @IsInt()
  @Min(0)
  @Max(1439)
  fromMinute: number;

  /**
   * Excluded; above 1440 is on the next day: 1560 is two in the morning.
   * @example 1560
   */
  @IsInt()
  @Min(1)
  @Max(2880)
  toMinute: number;
}

export class RuleDeletedDto {
  success: true;
}
