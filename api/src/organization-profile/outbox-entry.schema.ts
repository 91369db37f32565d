import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** What main has still to hear of what a tenant on another cluster wrote. */
@Schema({ _id: false, strict: 'throw' })
export class OutboxEntry {
  /** One more than the one before, from 1 on. */
  @Prop({ type: Number, required: true })
  sequence: number;

  /** Whose it is to apply. */
  @Prop({ type: String, required: true })
  kind: string;

  /** Extended JSON, sealed: a tenant's database holds no password's hash that it could read. */
  @Prop({ type: String, required: true })
  sealed: string;

  @Prop({ type: Date, required: true })
  at: Date;
}

export const OutboxEntrySchema = SchemaFactory.createForClass(OutboxEntry);
