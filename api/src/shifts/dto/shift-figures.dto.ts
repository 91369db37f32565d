import { CASH_MOVEMENT_TYPES, type CashMovementType } from '@liquor-pos/domain/drawer/drawer-cash';
import { TENDER_TYPES, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { ApiProperty } from '@nestjs/swagger';

export class TenderAmountDto {
  @ApiProperty({ enum: TENDER_TYPES, example: 'cash' })
  tender: TenderType;

  cents: number;
}

export class CountedFiguresDto {
  count: number;
  totalCents: number;
}

export class ShiftTotalsDto {
  units: number;
  grossCents: number;
  discountCents: number;
  netCents: number;
  depositCents: number;
  taxCents: number;
  totalCents: number;

  /** Gift cards sold: in the total, and no sale of goods. */
  giftCardCents: number;

  /** Paid into house accounts: likewise. */
  accountPaymentCents: number;

  /** What cash rounding added. */
  roundingCents: number;
}

export class ShiftTaxDto {
  /** The rule's id. */
  key: string;
  name: string;
  inclusive: boolean;
  taxableCents: number;
  taxCents: number;
}

export class ShiftDepositDto {
  /** The rule's id; the deposit's name where it is a product's own. */
  key: string;
  name: string;

  /** Containers. */
  count: number;
  amountCents: number;
}

export class ShiftDiscountDto {
  kind: 'promotion' | 'price_override' | 'line_discount' | 'sale_discount' | 'minimum_price';

  /** Lines. */
  count: number;
  amountCents: number;
}

export class ShiftMovementsDto {
  @ApiProperty({ enum: CASH_MOVEMENT_TYPES, example: 'payout' })
  type: CashMovementType;
  count: number;
  amountCents: number;
}

/** Everything that went through a drawer. Returns and voids are negative, and the totals are sums of all three. */
export class ShiftFiguresDto {
  sales: CountedFiguresDto;
  returns: CountedFiguresDto;
  voids: CountedFiguresDto;
  totals: ShiftTotalsDto;
  taxes: ShiftTaxDto[];
  deposits: ShiftDepositDto[];
  discounts: ShiftDiscountDto[];

  /** Containers brought back. */
  empties: ShiftDepositDto[];

  openingCents: number;

  /** What was taken, less change and what was paid back. */
  tenders: TenderAmountDto[];

  movements: ShiftMovementsDto[];

  /** What should be there: in the drawer, and of every other tender. */
  expected: TenderAmountDto[];
}
