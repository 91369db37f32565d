import { TENDER_TYPES, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { ApiProperty } from '@nestjs/swagger';

/** What a sale was paid with, or its return paid back with, negative then. */
export class PaidTenderDto {
  /** `exchange`: goods that came back for those that were sold; `reference` is the other receipt's number then. */
  @ApiProperty({ enum: TENDER_TYPES, example: 'cash' })
  type: TenderType;

  /** What was handed over, charged or taken off. */
  amountCents: number;

  /**
   * A check's number, the last four digits of a card.
   * @example "1042"
   */
  reference?: string;

  /** Whose house account it is, as it was called then. */
  name?: string;

  /** Of the gift card, store credit or house account. */
  code?: string;
}
