import { IntersectionType } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Nested } from '../../http/nested';
import { IsRuleGroup } from './is-rule-group';
import { RuleInputDto, SelectorDto, VersionDto } from './rule.dto';

export class DepositInputDto extends RuleInputDto {
  @Nested(() => SelectorDto)
  selector: SelectorDto;

  /**
   * For each container, or pack.
   * @example 5
   */
  @IsInt()
  @Min(0)
  @Max(10_000)
  amountCents: number;

  /**
   * `pack` for what a whole pack comes in: a crate.
   * @example "unit"
   */
  @IsIn(['unit', 'pack'])
  per?: 'unit' | 'pack' = 'unit';

  /**
   * Of several of one group that choose a product, the one of the lowest order counts; those of other groups come on top.
   * @example null
   */
  @IsRuleGroup()
  group?: string | null = null;

  /** @example 10 */
  @IsInt()
  @Min(0)
  @Max(1000)
  order?: number = 10;
}

export class DepositUpdateDto extends IntersectionType(DepositInputDto, VersionDto) {}

export class DepositDto extends DepositInputDto {
  id: string;

  version: number;
}

export class DepositPageDto {
  items: DepositDto[];
  nextCursor: string | null;
}
