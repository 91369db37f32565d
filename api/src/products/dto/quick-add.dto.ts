import { Transform } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsApproval } from '../../approvals/is-approval';
import { IsCallersId } from '../../http/is-id';
import { trimmed } from '../../http/trimmed';
import { IsBarcode } from '../is-barcode';
import { MAX_PRICE_CENTS } from './product.dto';

export class QuickAddDto {
  /**
   * The sale it is wanted for; a cashier's approval is given for that.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @IsCallersId()
  saleId: string;

  /**
   * As scanned; the SKU too, until somebody gives it another.
   * @example "012345678905"
   */
  @IsBarcode()
  barcode: string;

  /** @example "Juarez Gold Dss" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  /** @example 713 */
  @IsInt()
  @Min(0)
  @Max(MAX_PRICE_CENTS)
  priceCents: number;

  @IsApproval()
  approval?: string;
}
