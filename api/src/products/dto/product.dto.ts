import { TAG } from '@liquor-pos/domain/catalogue/product-file';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { NestedList } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { PageQueryDto } from '../../http/paging.dto';
import { trimmed } from '../../http/trimmed';
import { IsBarcode } from '../is-barcode';

/** A million dollars for one bottle is a slip of the hand, and keeps every sum exact. */
export const MAX_PRICE_CENTS = 100_000_000;

export class PackDto {
  /** @example "bottle" */
  id: string;

  /** @example "Bottle" */
  name: string;

  /**
   * Base units (bottles or cans) in the pack.
   * @example 1
   */
  units: number;

  /** @example 713 */
  priceCents: number;

  /**
   * UPC-A as 12 digits, whichever of its forms was entered.
   * @example ["012345678905"]
   */
  barcodes: string[];
}

export class ProductDto {
  /** @example "690551de4405d430b356d8b5" */
  id: string;

  /** @example "75087" */
  sku: string;

  /** @example "Juarez Gold Dss" */
  name: string;

  /** @example "Juarez" */
  brand: string | null;

  /** @example "DISTILLED SPIRITS SPECIALTY" */
  category: string | null;

  /** @example "Luxco-St Louis" */
  vendor: string | null;

  /**
   * Millilitres in one base unit.
   * @example 1000
   */
  volumeMl: number | null;

  /**
   * Alcohol by volume in hundredths of a percent: 4000 is 40 %.
   * @example 4000
   */
  abv: number | null;

  /** @example null */
  vintage: number | null;

  /** @example "spirits" */
  taxCode: string | null;

  /**
   * What deposits are charged by: `glass`, `plastic`, `can`, `box`, `pouch` or a class of your own.
   * @example "glass"
   */
  containerClass: string | null;

  /** @example ["mix-and-match"] */
  tags: string[];

  ageRestricted: boolean;

  /** Food that benefits (SNAP, by EBT) may pay for. */
  ebtEligible: boolean;

  /**
   * Cost of one base unit that was never received.
   * @example 475
   */
  costCents: number;

  /** Container deposit of one base unit. */
  depositCents: number;

  /** At or below this many base units the product is low. */
  reorderPoint: number | null;

  packs: PackDto[];

  /** False once archived. */
  active: boolean;

  /** The hash of its photo, by which `GET /products/{id}/photo` is cached; null without one. */
  photo: string | null;

  /**
   * Grows with each change; a PUT must name it.
   * @example 1
   */
  version: number;
}

export class PriceChangeDto {
  at: Date;

  /** Who changed it. */
  userName: string;

  packId: string;

  packName: string;

  fromCents: number;

  toCents: number;
}

export class PriceHistoryDto {
  /** The latest first; the last 40 of a product are remembered. */
  changes: PriceChangeDto[];
}

export class ProductPageDto {
  items: ProductDto[];
  nextCursor: string | null;
}

export class ProductLookupDto {
  product: ProductDto;
  /** The pack the barcode belongs to. */
  pack: PackDto;
}

export class PackInputDto {
  /**
   * Keep the id of a pack that exists; leave it out for a new one.
   * @example "bottle"
   */
  @Omittable()
  @Matches(/^[A-Za-z0-9_-]{1,40}$/)
  id?: string;

  /** @example "Bottle" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  name: string;

  /**
   * Base units in the pack.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(10_000)
  units: number;

  /** @example 713 */
  @IsInt()
  @Min(0)
  @Max(MAX_PRICE_CENTS)
  priceCents: number;

  /** @example ["012345678905"] */
  @Omittable()
  @IsArray()
  @ArrayMaxSize(50)
  @IsBarcode({ each: true })
  barcodes?: string[];
}

/** What may be left out when a product is made and when it is changed. */
class ProductDetailsDto {
  /** @example "Juarez" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(100)
  brand?: string | null;

  /** @example "Tequila" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(100)
  category?: string | null;

  /** @example "Luxco-St Louis" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(100)
  vendor?: string | null;

  /** @example 1000 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  volumeMl?: number | null;

  /** @example 4000 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  abv?: number | null;

  /** @example 2019 */
  @IsOptional()
  @IsInt()
  @Min(1800)
  @Max(2200)
  vintage?: number | null;

  /** @example "spirits" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(40)
  taxCode?: string | null;

  /** @example "glass" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(40)
  containerClass?: string | null;

  /**
   * None has a comma, a semicolon or a bar: they part tags in files.
   * @example ["mix-and-match"]
   */
  @Omittable()
  @Transform(trimmed)
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(40, { each: true })
  @Matches(TAG, { each: true, message: 'must not have a comma, a semicolon or a bar: they part tags' })
  tags?: string[];

  /** @example true */
  @Omittable()
  @IsBoolean()
  ageRestricted?: boolean;

  /**
   * Food that benefits (SNAP, by EBT) may pay for; nothing that asks for an age is.
   * @example false
   */
  @Omittable()
  @IsBoolean()
  ebtEligible?: boolean;

  /** @example 475 */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(MAX_PRICE_CENTS)
  costCents?: number;

  /** @example 5 */
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(MAX_PRICE_CENTS)
  depositCents?: number;

  /** @example 6 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  reorderPoint?: number | null;
}

export class CreateProductDto extends ProductDetailsDto {
  /** @example "75087" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  sku: string;

  /** @example "Juarez Gold Dss" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @NestedList(() => PackInputDto)
  packs: PackInputDto[];
}

export class UpdateProductDto extends ProductDetailsDto {
  /**
   * The version you read; another one since means 409 `stale_version`.
   * @example 1
   */
  @IsInt()
  @Min(1)
  version: number;

  /** @example "75087" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  sku?: string;

  /** @example "Juarez Gold Dss" */
  @Omittable()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  /** Replaces all packs. */
  @Omittable()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @NestedList(() => PackInputDto)
  packs?: PackInputDto[];

  /**
   * True brings an archived product back.
   * @example true
   */
  @Omittable()
  @IsBoolean()
  active?: boolean;
}

export class ProductQueryDto extends PageQueryDto {
  /**
   * Words of name, brand or SKU, in any order; beginnings are enough, case and accents do not matter.
   * @example "juarez gold"
   */
  @Omittable()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** @example "Tequila" */
  @Omittable()
  @IsString()
  @MaxLength(100)
  category?: string;

  /** @example "Luxco-St Louis" */
  @Omittable()
  @IsString()
  @MaxLength(100)
  vendor?: string;

  /** Archived products instead of those on sale. */
  @Omittable()
  @IsIn(['true', 'false'])
  archived?: 'true' | 'false';
}

export class BarcodeQueryDto {
  /** @example "012345678905" */
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  barcode: string;
}
