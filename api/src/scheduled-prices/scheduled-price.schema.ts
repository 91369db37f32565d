import type { Cents } from '@liquor-pos/domain/money/money';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/**
 * A price that a pack is to have from some moment on. It is there until then, or until it is called off: so few at a time that they need no
 * index of their own, of which a cluster with thousands of organizations has too many.
 */
@Schema({ ...SCHEMA_OPTIONS, collection: 'scheduled_prices' })
export class ScheduledPrice {
  _id: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  productId: Types.ObjectId;

  @Prop({ type: String, required: true })
  packId: string;

  @Prop({ type: Number, required: true })
  priceCents: Cents;

  @Prop({ type: Date, required: true })
  startsAt: Date;

  /** Who said so. */
  @Prop({ type: 'ObjectId', required: true })
  userId: Types.ObjectId;

  @Prop({ type: String, required: true })
  userName: string;
}

export const ScheduledPriceSchema = SchemaFactory.createForClass(ScheduledPrice);

export const SCHEDULED_PRICE_MODEL: ModelDefinition = { name: ScheduledPrice.name, schema: ScheduledPriceSchema };
