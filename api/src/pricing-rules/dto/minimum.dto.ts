import { IntersectionType } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { Nested } from '../../http/nested';
import { RuleInputDto, SelectorDto, VersionDto } from './rule.dto';

const MINIMUM_KINDS = ['per_unit', 'per_litre', 'per_litre_of_alcohol', 'cost'] as const;
type MinimumKind = (typeof MINIMUM_KINDS)[number];
const MAX_CENTS = 100_000_000;
const MAX_MARKUP = 10_000_000;

export class LeastDto {
  /**
   * For each base unit, by its volume, by the pure alcohol in it, or what it cost the store.
   * @example "per_unit"
   */
  @IsIn(MINIMUM_KINDS)
  kind: MinimumKind;

  /**
   * In cents; of any kind but `cost`.
   * @example 1299
   */
  @ValidateIf((least: LeastDto) => least.kind !== 'cost' || least.amountCents !== undefined)
  @IsInt()
  @Min(1)
  @Max(MAX_CENTS)
  amountCents?: number;

  /**
   * On top of the cost, in millionths of it: 60000 is 6 %; of `cost` alone.
   */
  @ValidateIf((least: LeastDto) => least.kind === 'cost' || least.rateMillionths !== undefined)
  @IsInt()
  @Min(0)
  @Max(MAX_MARKUP)
  rateMillionths?: number;
}

export class MinimumInputDto extends RuleInputDto {
  @Nested(() => SelectorDto)
  selector: SelectorDto;

  /**
   * Nothing that it chooses is sold for less, whatever is offered or given by hand. Taxes that the price contains are in it; deposits, and taxes
   * on top, are not.
   */
  @Nested(() => LeastDto)
  minimum: LeastDto;
}

export class MinimumUpdateDto extends IntersectionType(MinimumInputDto, VersionDto) {}

export class MinimumDto extends MinimumInputDto {
  id: string;

  version: number;
}

export class MinimumPageDto {
  items: MinimumDto[];
  nextCursor: string | null;
}
