import { IntersectionType } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Nested } from '../../http/nested';
import { RuleInputDto, SelectorDto, VersionDto } from './rule.dto';

const PER = ['sale', 'customer_day', 'customer'] as const;

export class AllocationInputDto extends RuleInputDto {
  /**
   * What is scarce.
   * @example {"tags":["allocated"]}
   */
  @Nested(() => SelectorDto)
  selector: SelectorDto;

  /**
   * Base units of all that it chooses together.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(100_000)
  units: number;

  /**
   * In a sale; or of one customer, over all registers and stores: on a business day of the store that sells, or since the rule was made.
   * @example "customer_day"
   */
  @IsIn(PER)
  per: (typeof PER)[number];
}

export class AllocationUpdateDto extends IntersectionType(AllocationInputDto, VersionDto) {}

export class AllocationDto extends AllocationInputDto {
  id: string;

  version: number;
}

export class AllocationPageDto {
  items: AllocationDto[];
  nextCursor: string | null;
}
