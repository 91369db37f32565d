import type { BaseUnits, Cents } from '@liquor-pos/domain/money/money';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../../../mongo/schema-options';

export const MOVEMENT_TYPES = ['sale', 'void', 'return', 'receipt', 'adjustment', 'count', 'revaluation'] as const;
export type MovementType = (typeof MOVEMENT_TYPES)[number];

export const ADJUSTMENT_REASONS = ['breakage', 'theft', 'sample', 'correction', 'count', 'to_vendor'] as const;
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number];

/** One change of a balance. Only ever added: a mistake is corrected by a further movement. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'stock_movements' })
export class StockMovement {
  _id: Types.ObjectId;

  @Prop({ type: Date, required: true })
  at: Date;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  productId: Types.ObjectId;

  @Prop({ type: String, required: true, enum: MOVEMENT_TYPES })
  type: MovementType;

  /** Positive in, negative out; 0 for a revaluation. */
  @Prop({ type: Number, required: true })
  units: BaseUnits;

  @Prop({ type: Number, required: true })
  valueCents: Cents;

  @Prop({ type: String, enum: [...ADJUSTMENT_REASONS, null], default: null })
  reason: AdjustmentReason | null;

  @Prop({ type: String, default: null })
  note: string | null;

  /** The sale, its void, the receiving or the count this comes from. */
  @Prop({ type: String, default: null })
  source: string | null;

  /** Who did it. */
  @Prop({ type: 'ObjectId', required: true })
  userId: Types.ObjectId;
}

export const StockMovementSchema = SchemaFactory.createForClass(StockMovement);
StockMovementSchema.index({ productId: 1, at: -1, _id: -1 }, { name: 'product_at' });
StockMovementSchema.index({ at: -1, _id: -1 }, { name: 'at' });

export const STOCK_MOVEMENT_MODEL: ModelDefinition = { name: StockMovement.name, schema: StockMovementSchema };
