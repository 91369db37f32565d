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
import { Nested } from '../../http/nested';
import { RuleInputDto, VersionDto } from './rule.dto';

const MAX_RATE = 1_000_000;
const MAX_AMOUNT = 1_000_000_000;

export class LevyDto {
  /** @example "percentage" */
  @IsIn(['percentage', 'per_litre', 'per_unit'])
  kind: 'percentage' | 'per_litre' | 'per_unit';

  /**
   * Of a percentage, in millionths: 60000 is 6 %.
   * @example 60000
   */
  @ValidateIf((levy: LevyDto) => levy.kind === 'percentage' || levy.rateMillionths !== undefined)
  @IsInt()
  @Min(0)
  @Max(MAX_RATE)
  rateMillionths?: number;

  /** Per litre or base unit, in ten-thousandths of a cent: 3770800 is $3.7708. */
  @ValidateIf((levy: LevyDto) => levy.kind !== 'percentage' || levy.amountTenThousandths !== undefined)
  @IsInt()
  @Min(0)
  @Max(MAX_AMOUNT)
  amountTenThousandths?: number;
}

export class TaxInputDto extends RuleInputDto {
  /**
   * The products' tax codes it is charged on; null for all. A product without one has `general`.
   * @example ["spirits"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  taxCodes?: string[] | null = null;

  @Nested(() => LevyDto)
  levy: LevyDto;

  /**
   * Taxes are worked out in this order, those contained in the price first.
   * @example 10
   */
  @IsInt()
  @Min(0)
  @Max(1000)
  order?: number = 10;

  /**
   * Charged on the taxes before it too.
   * @example false
   */
  @IsBoolean()
  compounding?: boolean = false;

  /**
   * Contained in the prices instead of added to them.
   * @example false
   */
  @IsBoolean()
  inclusive?: boolean = false;

  /**
   * Charged on container deposits too.
   * @example false
   */
  @IsBoolean()
  onDeposit?: boolean = false;

  /**
   * Not charged to exempt customers.
   * @example true
   */
  @IsBoolean()
  exemptible?: boolean = true;
}

export class TaxUpdateDto extends IntersectionType(TaxInputDto, VersionDto) {}

export class TaxDto extends TaxInputDto {
  /** @example "690551de4405d430b356d8b5" */
  id: string;

  version: number;
}

export class TaxPageDto {
  items: TaxDto[];
  nextCursor: string | null;
}
