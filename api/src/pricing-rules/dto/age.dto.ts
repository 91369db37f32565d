import { IntersectionType } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Nested } from '../../http/nested';
import { RuleInputDto, SelectorDto, VersionDto } from './rule.dto';

export class AgeInputDto extends RuleInputDto {
  @Nested(() => SelectorDto)
  selector: SelectorDto;

  /**
   * Whole years.
   * @example 21
   */
  @IsInt()
  @Min(1)
  @Max(99)
  minimumAge: number;

  /**
   * Also for products that are not marked as age-restricted.
   * @example false
   */
  @IsBoolean()
  includeUnrestricted?: boolean = false;

  /**
   * Whether a customer who plainly looks old enough need show nothing.
   * @example false
   */
  @IsBoolean()
  visualAllowed?: boolean = false;

  /**
   * How old who sells it must be, where the law says so: a cashier of whom a later birth date is known asks somebody else.
   * @example 18
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99)
  sellerMinimumAge?: number | null = null;
}

export class AgeUpdateDto extends IntersectionType(AgeInputDto, VersionDto) {}

export class AgeDto extends AgeInputDto {
  id: string;

  version: number;
}

export class AgePageDto {
  items: AgeDto[];
  nextCursor: string | null;
}
