import { IntersectionType } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { Nested } from '../../http/nested';
import { RuleInputDto, SelectorDto, VersionDto } from './rule.dto';

export class DepositInputDto extends RuleInputDto {
  @Nested(() => SelectorDto)
  selector: SelectorDto;

  /**
   * For each container.
   * @example 5
   */
  @IsInt()
  @Min(0)
  @Max(10_000)
  amountCents: number;

  /**
   * Of several that choose a product, the one of the lowest order counts.
   * @example 10
   */
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
