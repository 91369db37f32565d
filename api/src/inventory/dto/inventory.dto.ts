import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  NotEquals,
} from 'class-validator';
import { IsId } from '../../http/is-id';
import { NestedList } from '../../http/nested';
import { PageQueryDto } from '../../http/paging.dto';
import { trimmed } from '../../http/trimmed';
import {
  ADJUSTMENT_REASONS,
  type AdjustmentReason,
  type MovementType,
} from '../../ledger/books/stock/stock-movement.schema';

const MAX_UNITS = 1_000_000;
const LEAST_UNITS = -1_000_000;
const MAX_COST_CENTS = 100_000_000;

export class BalanceDto {
  /** @example "690551de4405d430b356d8b5" */
  productId: string;

  /** @example "75087" */
  sku: string;

  /** @example "Juarez Gold Dss" */
  name: string;

  /**
   * Of one bottle or can.
   * @example 1000
   */
  volumeMl: number | null;

  /**
   * Base units; below zero where more was sold than the books had.
   * @example 48
   */
  onHand: number;

  /** Moving average of one base unit, rounded half away from zero. */
  averageCostCents: number;

  /** What the units on hand cost. */
  valueCents: number;

  reorderPoint: number | null;
}

export class BalancePageDto {
  items: BalanceDto[];
  nextCursor: string | null;
}

export class InventoryQueryDto extends PageQueryDto {
  /** The store; your organization's default one when left out. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  storeId?: string;

  /** Only this product. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  productId?: string;

  /** Words of name, brand or SKU. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** Only products at or below their reorder point. */
  @IsOptional()
  @IsIn(['true', 'false'])
  low?: 'true' | 'false';
}

export class MovementDto {
  id: string;

  at: Date;

  storeId: string;

  productId: string;

  type: MovementType;

  /** Positive in, negative out. */
  units: number;

  valueCents: number;

  reason: AdjustmentReason | null;

  note: string | null;

  /** The sale, void, receiving or count the movement comes from. */
  source: string | null;

  userId: string;
}

export class MovementPageDto {
  items: MovementDto[];
  nextCursor: string | null;
}

export class MovementQueryDto extends PageQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(60)
  productId?: string;
}

export class AdjustmentDto {
  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  productId: string;

  /**
   * Base units to add, or to take away when negative.
   * @example 12
   */
  @IsInt()
  @Min(LEAST_UNITS)
  @Max(MAX_UNITS)
  @NotEquals(0)
  units: number;

  /** @example "correction" */
  @IsIn(ADJUSTMENT_REASONS)
  reason: AdjustmentReason;

  /** @example "Found behind the cooler" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  note?: string;

  /** The store; your organization's default one when left out. */
  @IsOptional()
  @IsId()
  storeId?: string;
}

export class AdjustmentAnswerDto {
  movement: MovementDto;
  balance: BalanceDto;
}

export class ReceivingLineDto {
  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  productId: string;

  /**
   * Base units received.
   * @example 12
   */
  @IsInt()
  @Min(1)
  @Max(MAX_UNITS)
  units: number;

  /**
   * Cost of one base unit.
   * @example 475
   */
  @IsInt()
  @Min(0)
  @Max(MAX_COST_CENTS)
  unitCostCents: number;
}

export class ReceiveDto {
  /** @example "Luxco-St Louis" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(100)
  vendor?: string;

  /** @example "INV-20120131" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(100)
  invoice?: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @NestedList(() => ReceivingLineDto)
  lines: ReceivingLineDto[];

  /** The store; your organization's default one when left out. */
  @IsOptional()
  @IsId()
  storeId?: string;
}

export class ReceivingDto {
  id: string;

  at: Date;

  storeId: string;

  vendor: string | null;

  invoice: string | null;

  lines: ReceivingLineDto[];

  totalCostCents: number;

  /** The balances of the received products, after. */
  balances: BalanceDto[];
}
