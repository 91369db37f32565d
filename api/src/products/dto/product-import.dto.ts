import { IsIn, IsOptional } from 'class-validator';
import { FieldFaultDto } from '../../http/problem.dto';

export class RejectedRowDto {
  /**
   * The line in the file as a spreadsheet counts it: the header is 1.
   * @example 17
   */
  row: number;

  /** `path` is the column. */
  errors: FieldFaultDto[];
}

export class ImportReportDto {
  /** Products that are new. */
  created: number;

  /** Products that were there and differ now. */
  updated: number;

  rejected: RejectedRowDto[];
}

export class ImportQueryDto {
  /** `true` says what would happen and writes nothing. */
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';
}
