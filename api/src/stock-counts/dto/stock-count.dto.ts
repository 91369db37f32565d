import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  NotEquals,
} from 'class-validator';
import { IsCallersId, IsId } from '../../http/is-id';
import { NestedList } from '../../http/nested';
import { Omittable } from '../../http/omittable';
import { PageQueryDto } from '../../http/paging.dto';
import { trimmed } from '../../http/trimmed';
import { ADJUSTMENT_REASONS, type AdjustmentReason } from '../../ledger/books/stock/stock-movement.schema';
import { type CountStatus, UNSEEN, type Unseen } from '../stock-count.schema';

const MAX_UNITS = 100_000;
const LEAST_UNITS = -100_000;
const A_WEEK_IN_SECONDS = 7 * 24 * 60 * 60;

export class NewStockCountDto {
  /** @example "Vodka, back wall" */
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  /** True when whoever counts is not to be told what the books have. */
  @IsOptional()
  @IsBoolean()
  blind?: boolean;

  /**
   * Whose products should all be seen; the whole store when left out.
   * @example "American Vodkas"
   */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  category?: string;

  /** The store; your organization's default one when left out. */
  @IsOptional()
  @IsId()
  storeId?: string;
}

export class StockCountDto {
  /** @example "690551de4405d430b356d8b5" */
  id: string;

  storeId: string;

  name: string;

  blind: boolean;

  category: string | null;

  /** `counting` → `finished` → `posting` → `posted`; or `cancelled`. */
  status: CountStatus;

  startedAt: Date;

  startedBy: string;

  postedAt: Date | null;

  /** Products seen so far. */
  productsCount: number;

  /** Base units seen so far. */
  unitsCount: number;
}

export class StockCountPageDto {
  items: StockCountDto[];
  nextCursor: string | null;
}

export class StockCountStatusDto {
  /** `finished` ends the walk, `counting` takes it up again, `cancelled` gives it up; nothing of it was posted then. */
  @IsIn(['finished', 'counting', 'cancelled'])
  status: 'finished' | 'counting' | 'cancelled';
}

export class StockCountEntryDto {
  /**
   * A UUID of your own: an entry sent again is the same entry.
   * @example "5f0c8e2a-7f0b-4b5e-9a53-2f3f0a7c9a01"
   */
  @IsCallersId()
  id: string;

  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  productId: string;

  /**
   * Base units seen; negative takes back what was entered wrongly.
   * @example 1
   */
  @IsInt()
  @Min(LEAST_UNITS)
  @Max(MAX_UNITS)
  @NotEquals(0)
  units: number;

  /**
   * How long ago they were seen, in seconds; 0 when left out. A clock of the device's own is not asked.
   * @example 3
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(A_WEEK_IN_SECONDS)
  secondsAgo?: number;
}

export class StockCountEntriesDto {
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @NestedList(() => StockCountEntryDto)
  entries: StockCountEntryDto[];
}

export class SeenDto {
  productId: string;

  /** Of this product in the whole count. */
  countedUnits: number;
}

export class StockCountEntriesAnswerDto {
  /** What the count has now of each product that was entered. */
  seen: SeenDto[];
}

export class CountLinesQueryDto extends PageQueryDto {
  /**
   * `seen`: the latest first. `differences`: by what they are worth. `unseen`: what the books have and nobody saw.
   * @example "differences"
   */
  @IsOptional()
  @IsIn(['seen', 'differences', 'unseen'])
  show?: 'seen' | 'differences' | 'unseen';
}

export class StockCountLineDto {
  productId: string;

  sku: string;

  name: string;

  volumeMl: number | null;

  countedUnits: number;

  /** When it was seen last; null where nobody saw it. */
  seenAt: Date | null;

  /** What the books had at that minute; null while a blind count is under way. */
  expectedUnits: number | null;

  differenceUnits: number | null;

  /** What the difference cost, at the average. */
  differenceCents: number | null;

  /** Sold, received or taken back while it was being counted: better counted again. */
  movedMeanwhile: boolean;

  /** Counted again since and corrected by that; what was seen here changes nothing. */
  superseded: boolean;

  /** Of a posted difference. */
  reason: AdjustmentReason | null;

  note: string | null;
}

/** Of what was seen; null while a blind count is under way. */
export class StockCountTotalsDto {
  differences: number;

  missingUnits: number;

  /** Not negative. */
  missingCents: number;

  surplusUnits: number;

  surplusCents: number;

  unseenProducts: number;

  unseenUnits: number;

  unseenCents: number;
}

export class StockCountLinesDto {
  items: StockCountLineDto[];

  nextCursor: string | null;

  totals: StockCountTotalsDto | null;
}

export class ReasonOfDifferenceDto {
  /** @example "690551de4405d430b356d8b5" */
  @IsId()
  productId: string;

  /** @example "breakage" */
  @IsIn(ADJUSTMENT_REASONS)
  reason: AdjustmentReason;

  /** @example "Fell from the shelf" */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  note?: string;
}

export class PostStockCountDto {
  /**
   * What becomes of products nobody saw: left as they are, or none there.
   * @example "leave"
   */
  @IsIn(UNSEEN)
  unseen: Unseen;

  /** Where a difference has a reason that is known; `count` for the others. */
  @Omittable()
  @ArrayMaxSize(1000)
  @NestedList(() => ReasonOfDifferenceDto)
  reasons?: ReasonOfDifferenceDto[];
}
