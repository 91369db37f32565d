import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';
import { IsCalendarDay } from '../../common/is-calendar-day';
import { RuleInputDto, SelectorDto, VersionDto, WindowDto } from './rule.dto';

export class DayWindowsDto {
  /** None for a day without sale. */
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => WindowDto)
  windows: WindowDto[];
}

export class HoursExceptionDto extends DayWindowsDto {
  /** @example "2026-12-25" */
  @IsCalendarDay()
  date: string;
}

export class HoursInputDto extends RuleInputDto {
  @ValidateNested()
  @Type(() => SelectorDto)
  selector: SelectorDto;

  /**
   * When selling is allowed: an entry for each weekday, Sunday first.
   * @example [{"windows":[{"fromMinute":720,"toMinute":1440}]},{"windows":[]},{"windows":[]},{"windows":[]},{"windows":[]},{"windows":[]},{"windows":[]}]
   */
  @IsArray()
  @ArrayMinSize(7)
  @ArrayMaxSize(7)
  @ValidateNested({ each: true })
  @Type(() => DayWindowsDto)
  week: DayWindowsDto[];

  /** Dates with windows of their own instead of their weekday's. */
  @IsArray()
  @ArrayMaxSize(400)
  @ValidateNested({ each: true })
  @Type(() => HoursExceptionDto)
  exceptions?: HoursExceptionDto[] = [];
}

export class HoursUpdateDto extends IntersectionType(HoursInputDto, VersionDto) {}

export class HoursDto extends HoursInputDto {
  id: string;

  version: number;
}

export class HoursPageDto {
  items: HoursDto[];
  nextCursor: string | null;
}
