import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { WholeNumber } from './whole-number';

export class PageQueryDto {
  /**
   * The most items to answer.
   * @example 50
   */
  @IsOptional()
  @WholeNumber()
  @IsInt()
  @Min(1)
  @Max(200)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  limit: number = 50;

  /** `nextCursor` of the page before; leave out for the first page. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  cursor?: string;
}
