import { IsOptional } from 'class-validator';
import { IsId } from '../../http/is-id';
import { RejectedRowDto } from '../../products/dto/product-import.dto';

export class OpeningStockQueryDto {
  /** The store; your organization's default one when left out. */
  @IsOptional()
  @IsId()
  storeId?: string;
}

export class OpeningStockDto {
  /** The count that was made of it and posted; null when no line was good. */
  countId: string | null;

  products: number;

  units: number;

  rejected: RejectedRowDto[];
}
