import type { BaseUnits, Cents } from '@liquor-pos/domain/money/money';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../../../mongo/schema-options';

/** What a store has of a product; always the sum of its stock movements. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'inventory' })
export class StockBalance {
  _id: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  productId: Types.ObjectId;

  /** Below zero where more was sold than the books had. */
  @Prop({ type: Number, required: true })
  onHand: BaseUnits;

  /** What the units on hand cost; negative with them. */
  @Prop({ type: Number, required: true })
  valueCents: Cents;

  /** The cost of a unit that leaves when none is on hand: the average when the last one left. */
  @Prop({ type: Number, required: true })
  averageCostCents: Cents;
}

export const StockBalanceSchema = SchemaFactory.createForClass(StockBalance);
/** One balance for each product in each store. */
export const ONE_BALANCE_INDEX = 'product_store';
StockBalanceSchema.index({ productId: 1, storeId: 1 }, { unique: true, name: ONE_BALANCE_INDEX });

export const STOCK_BALANCE_MODEL: ModelDefinition = { name: StockBalance.name, schema: StockBalanceSchema };
