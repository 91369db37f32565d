import { IntersectionType } from '@nestjs/swagger';
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
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { Nested, NestedList } from '../../http/nested';
import { trimmed } from '../../http/trimmed';
import { IsRuleGroup } from './is-rule-group';
import { RuleInputDto, SelectorDto, VersionDto } from './rule.dto';

const MAX_RATE = 1_000_000;
const MAX_AMOUNT = 1_000_000_000;

const LEVY_KINDS = ['percentage', 'per_litre', 'per_unit', 'brackets'] as const;
type LevyKind = (typeof LEVY_KINDS)[number];

function neededByBrackets(field: keyof LevyDto): PropertyDecorator {
  return ValidateIf((levy: LevyDto) => levy.kind === 'brackets' || levy[field] !== undefined);
}

export class BracketStepDto {
  /**
   * From so many cents on.
   * @example 17
   */
  @IsInt()
  @Min(1)
  @Max(100_000)
  fromCents: number;

  /** @example 2 */
  @IsInt()
  @Min(0)
  @Max(100_000)
  taxCents: number;
}

export class LevyDto {
  /** @example "percentage" */
  @IsIn(LEVY_KINDS)
  kind: LevyKind;

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
  @ValidateIf(
    (levy: LevyDto) => ['per_litre', 'per_unit'].includes(levy.kind) || levy.amountTenThousandths !== undefined,
  )
  @IsInt()
  @Min(0)
  @Max(MAX_AMOUNT)
  amountTenThousandths?: number;

  /**
   * `brackets`: the whole amounts of a sale that the schedule goes by: 100 for dollars.
   * @example 100
   */
  @neededByBrackets('wholeCents')
  @IsInt()
  @Min(1)
  @Max(100_000)
  wholeCents?: number;

  /** `brackets`: the tax on each whole amount. */
  @neededByBrackets('taxPerWholeCents')
  @IsInt()
  @Min(0)
  @Max(100_000)
  taxPerWholeCents?: number;

  /** `brackets`: the tax on what is above whole amounts. */
  @neededByBrackets('steps')
  @ArrayMaxSize(100)
  @NestedList(() => BracketStepDto)
  steps?: BracketStepDto[];

  /** `brackets`: the tax on sales below one whole amount; null where those have the same steps. */
  @IsOptional()
  @ArrayMaxSize(100)
  @NestedList(() => BracketStepDto)
  firstSteps?: BracketStepDto[] | null;
}

export class TaxInputDto extends RuleInputDto {
  /**
   * The products' tax codes it is charged on; null for all. A product without one has `general`.
   * @example ["spirits"]
   */
  @IsOptional()
  @Transform(trimmed)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  taxCodes?: string[] | null = null;

  /**
   * What it is charged on, of the products with those tax codes.
   * @example {}
   */
  @Nested(() => SelectorDto)
  selector?: SelectorDto = {};

  /** @example {"kind":"percentage","rateMillionths":60000} */
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

  /**
   * Taxes of one group are rounded together, as one rate; null where it stands alone.
   * @example "sales tax"
   */
  @IsRuleGroup()
  group?: string | null = null;

  /**
   * Whether it is rounded on each line or once for the sale; null as the store does.
   * @example null
   */
  @IsOptional()
  @IsIn(['line', 'sale'])
  rounding?: 'line' | 'sale' | null = null;

  /**
   * No tax but a charge by unit or volume, which is not given back with the goods.
   * @example false
   */
  @IsBoolean()
  fee?: boolean = false;

  /**
   * Charged on fees too.
   * @example false
   */
  @IsBoolean()
  onFees?: boolean = false;
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
