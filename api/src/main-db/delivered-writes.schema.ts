import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** How far main has heard of what an organization on another cluster wrote; see `outbox`. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'delivered_writes' })
export class DeliveredWrites {
  /** The organization's id. */
  _id: Types.ObjectId;

  /** The number of the last write that was decided here. */
  @Prop({ type: Number, required: true })
  sequence: number;

  /** The last ones that could not be, with the code of why. */
  @Prop({ type: [{ _id: false, sequence: Number, code: String }], required: true, default: [] })
  refused: { sequence: number; code: string }[];
}

export const DeliveredWritesSchema = SchemaFactory.createForClass(DeliveredWrites);
