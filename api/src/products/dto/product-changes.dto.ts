import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { WholeNumber } from '../../http/whole-number';
import { ProductDto } from './product.dto';

const MOST_ITEMS = 1_000_000;

export class ProductChangesQueryDto {
  /** `since` of the answer before; leave out to get the whole catalogue. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  since?: string;

  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  @IsOptional()
  @WholeNumber()
  @IsInt()
  @Min(1)
  @Max(MOST_ITEMS)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1_000_000, default: 5000 })
  limit: number = 5000;
}

export class ProductChangesDto {
  /** New, changed and (`active` false) archived products; of the whole catalogue those on sale. May repeat what was answered before. */
  items: ProductDto[];

  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor: string | null;

  /** Pass it as `since` next time, once the last page is read. */
  since: string;

  /** About how many products there are, where the whole catalogue was asked for: what progress can be measured by. */
  total: number | null;

  /** Of the pricing rules; another one than before means to read `/pricing/book` again. */
  rulesVersion: number;
}
