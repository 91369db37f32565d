import type { BaseUnits, Cents } from '@liquor-pos/domain/money/money';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import type { AdjustmentReason } from '../ledger/books/stock/stock-movement.schema';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/**
 * `counting` takes entries; `finished` is under review; `posting` has begun to change the stock and has still to come to its end;
 * `posted` and `cancelled` stay as they are.
 */
export const COUNT_STATUSES = ['counting', 'finished', 'posting', 'posted', 'cancelled'] as const;
export type CountStatus = (typeof COUNT_STATUSES)[number];

/** What becomes of products that should be on the shelves counted, and were not seen. */
export const UNSEEN = ['leave', 'none_there'] as const;
export type Unseen = (typeof UNSEEN)[number];

/** Why a product's count differs, where somebody knows. */
export interface ReasonOfDifference {
  productId: Types.ObjectId;
  reason: AdjustmentReason;
  note: string | null;
}

/** How the differences are posted; kept from its beginning, so that one which was interrupted ends as it began. */
export interface PostingOfCount {
  at: Date;
  by: Types.ObjectId;
  unseen: Unseen;
  reasons: ReasonOfDifference[];
}

/** A walk along the shelves of a store, or of one category, with what was seen there. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'stock_counts' })
export class StockCount {
  _id: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  @Prop({ type: String, required: true })
  name: string;

  /** Whoever counts is not told what the books have. */
  @Prop({ type: Boolean, required: true })
  blind: boolean;

  /** The category whose products should all be seen; null for the whole store. */
  @Prop({ type: String, default: null })
  category: string | null;

  @Prop({ type: String, required: true, enum: COUNT_STATUSES })
  status: CountStatus;

  /** How many entries it has; each is written with this, so that none comes in beside the end of the walk. */
  @Prop({ type: Number, required: true })
  entriesCount: number;

  /** Of an opening stock: a hash of what its file says is there. Null where somebody walks and counts. */
  @Prop({ type: String, default: null })
  figures: string | null;

  @Prop({ type: Date, required: true })
  startedAt: Date;

  @Prop({ type: 'ObjectId', required: true })
  startedBy: Types.ObjectId;

  @Prop({ type: Object, default: null })
  posting: PostingOfCount | null;

  /** When it was posted, whole. */
  @Prop({ type: Date, default: null })
  postedAt: Date | null;
}

export const StockCountSchema = SchemaFactory.createForClass(StockCount);

/** Units of one product seen at one moment, or taken back from what was entered, when negative. Only ever added. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'stock_count_entries' })
export class StockCountEntry {
  /** A UUID of the device that counts: sent again, it is the same entry. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: 'ObjectId', required: true })
  countId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  productId: Types.ObjectId;

  @Prop({ type: Number, required: true })
  units: BaseUnits;

  /** When they were seen. */
  @Prop({ type: Date, required: true })
  at: Date;

  @Prop({ type: 'ObjectId', required: true })
  userId: Types.ObjectId;
}

export const StockCountEntrySchema = SchemaFactory.createForClass(StockCountEntry);
StockCountEntrySchema.index({ countId: 1, productId: 1 }, { name: 'count_product' });

/** What became of one product when its count was posted. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'stock_count_results' })
export class StockCountResult {
  _id: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  countId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  productId: Types.ObjectId;

  @Prop({ type: Number, required: true })
  countedUnits: BaseUnits;

  @Prop({ type: Number, required: true })
  expectedUnits: BaseUnits;

  @Prop({ type: Number, required: true })
  differenceUnits: BaseUnits;

  /** What the difference cost. */
  @Prop({ type: Number, required: true })
  differenceCents: Cents;

  /** Null where nobody saw it. */
  @Prop({ type: Date, default: null })
  seenAt: Date | null;

  @Prop({ type: Boolean, required: true })
  superseded: boolean;

  @Prop({ type: String, required: true })
  reason: AdjustmentReason;

  @Prop({ type: String, default: null })
  note: string | null;
}

export const StockCountResultSchema = SchemaFactory.createForClass(StockCountResult);
/** A product is posted once for a count. */
export const ONE_RESULT_INDEX = 'count_product';
StockCountResultSchema.index({ productId: 1, seenAt: -1 }, { name: 'product_seen_at' });
StockCountResultSchema.index({ countId: 1, productId: 1 }, { unique: true, name: ONE_RESULT_INDEX });

export const STOCK_COUNT_MODEL: ModelDefinition = { name: StockCount.name, schema: StockCountSchema };
export const STOCK_COUNT_ENTRY_MODEL: ModelDefinition = { name: StockCountEntry.name, schema: StockCountEntrySchema };
export const STOCK_COUNT_RESULT_MODEL: ModelDefinition = {
  name: StockCountResult.name,
  schema: StockCountResultSchema,
};
