import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApproverDto } from '../../approvals/dto/approval.dto';
import { IsCalendarDay } from '../../http/is-calendar-day';
import { PageQueryDto } from '../../http/paging.dto';
import { WholeNumber } from '../../http/whole-number';
import type { Disposition } from '../../ledger/documents/sale.schema';
import { GROUPINGS, type Grouping } from '../../reports/dto/report.dto';
import { MAX_CENTS } from './limits';
import { PaidTenderDto } from './paid-tender.dto';
import { QuotedLineDto, ReturnedEmptiesDto, TotalsDto } from './priced-sale.dto';

const LEAST_CENTS = -MAX_CENTS;

export class VoidMarkDto {
  at: Date;
  userId: string;
  reason: string | null;
}

export class SoldGiftCardDto {
  /** As good as money: who has it can pay with it. */
  code: string;

  /** What was put on it. */
  amountCents: number;
}

export class AccountPaymentDto {
  code: string;

  /** As the account was called then. */
  name: string;

  amountCents: number;
}

/** A line of goods, or what is none: then `giftCard` or `accountPayment` is there, `productId` and `packId` are empty, and every figure but the total is 0. */
export class SoldLineDto extends QuotedLineDto {
  /** Packs that came back since. */
  returnedQuantity: number;

  /** Of a return: where it went; null of a sale. */
  disposition: Disposition | null;

  /** Where no goods were sold, but a gift card. */
  giftCard?: SoldGiftCardDto;

  /** Where a house account was paid. */
  accountPayment?: AccountPaymentDto;
}

export class SoldToDto {
  /** By which the store knows who bought. */
  reference: string | null;

  groups: string[];

  /** The number of the exemption certificate. */
  taxExemption: string | null;
}

export class SaleApprovalDto {
  /** @example "sale.discount" */
  permission: string;
  by: ApproverDto;
}

export class SaleDto {
  id: string;

  /** @example "1-1-000042" */
  receiptNumber: string;

  storeId: string;

  registerId: string;

  /** The drawer's shift it was entered in. */
  shiftId: string;

  cashierId: string;

  cashierName: string;

  at: Date;

  /**
   * The store's day the sale belongs to.
   * @example "2026-11-23"
   */
  businessDate: string;

  status: 'completed' | 'voided';

  /** A return has negative figures and names its sale. */
  kind: 'sale' | 'return';

  returnOf: string | null;

  lines: SoldLineDto[];

  empties: ReturnedEmptiesDto[];

  totals: TotalsDto;

  totalCents: number;

  tenders: PaidTenderDto[];

  changeCents: number;

  /** What cash rounding added to the total. */
  roundingCents: number;

  rulesVersion: number;

  /** What was known of who bought it, where it changed the price. */
  customer: SoldToDto | null;

  /** Why it was brought back. */
  reason: string | null;

  /** `negative_stock`, `offline`, `backdated`, `age_unchecked`, `outside_sale_hours`, `over_allocation`, `below_minimum_price`. */
  flags: string[];

  /** What somebody else allowed that the cashier may not do alone. */
  approvals: SaleApprovalDto[];

  voided: VoidMarkDto | null;

  /** Of a sale that was made or asked for by itself, and paid with goods that came back: their return. */
  @ApiPropertyOptional({ type: () => SaleDto })
  exchanged?: SaleDto;
}

export class SalePageDto {
  items: SaleDto[];
  nextCursor: string | null;
}

export class SaleQueryDto extends PageQueryDto {
  /** First business date. */
  @IsOptional()
  @IsCalendarDay()
  from?: string;

  /** Last business date. */
  @IsOptional()
  @IsCalendarDay()
  to?: string;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  cashierId?: string;

  /**
   * The whole number, or the digits behind its last dash, which one receipt of each register has.
   * @example "1-1-000042"
   */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  receiptNumber?: string;

  /** Sales that hold this product. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  productId?: string;

  /** Sales of exactly this total, in cents. */
  @IsOptional()
  @WholeNumber()
  @IsInt()
  @Min(LEAST_CENTS)
  @Max(MAX_CENTS)
  totalCents?: number;

  /** With `key`: the sales behind that group of the sales report. */
  @IsOptional()
  @IsIn(GROUPINGS)
  groupBy?: Grouping;

  /** The group's key, as the report has it. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  key?: string;

  /** `sale` when left out; with a receipt's number, either. */
  @IsOptional()
  @IsIn(['sale', 'return'])
  kind?: 'sale' | 'return';
}
