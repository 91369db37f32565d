import { STORED_VALUE_TYPES, type StoredValueType } from '@liquor-pos/domain/tenders/tender-types';
import { ApiProperty } from '@nestjs/swagger';

export class GiftCardDto {
  /** @example "4929103374518820" */
  code: string;

  @ApiProperty({ enum: STORED_VALUE_TYPES, example: 'gift_card' })
  kind: StoredValueType;

  /** @example 5000 */
  balanceCents: number;

  /** `empty` where nothing is left on it; it can be charged again. */
  status: 'active' | 'empty';
}
