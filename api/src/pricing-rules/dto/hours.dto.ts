import { IntersectionType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsBoolean } from 'class-validator';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { Nested, NestedList } from '../../http/nested';
import { RuleInputDto, SelectorDto, VersionDto, WindowDto } from './rule.dto';

export class DayWindowsDto {
  /** None for a day without sale. */
  @ArrayMaxSize(10)
  @NestedList(() => WindowDto)
  windows: WindowDto[];
}

export class HoursExceptionDto extends DayWindowsDto {
  /** @example "2026-12-25" */
  @IsCalendarDay()
  date: string;
}

export class HoursInputDto extends RuleInputDto {
  @Nested(() => SelectorDto)
  selector: SelectorDto;

  /**
   * When selling is allowed: an entry for each weekday, Sunday first.
   * @example [{"windows":[{"fromMinute":720,"toMinute":1440}]},{"windows":[]},{"windows":[]},{"windows":[]},{"windows":[]},{"windows":[]},{"windows":[]}]
   */
  @ArrayMinSize(7)
  @ArrayMaxSize(7)
  @NestedList(() => DayWindowsDto)
  week: DayWindowsDto[];

  /** Dates with windows of their own instead of their weekday's. */
  @ArrayMaxSize(400)
  @NestedList(() => HoursExceptionDto)
  exceptions?: HoursExceptionDto[] = [];

  /** Whether the law leaves it to the store: sold at other times too then, when a manager allows it. */
  @IsBoolean()
  byApproval?: boolean = false;
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
