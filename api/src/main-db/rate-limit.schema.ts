import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** How much of a limit is used in the current minute; written by `SharedRateLimit`'s library, whose names these are. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'rate_limits' })
export class RateLimit {
  @Prop({ type: String, required: true })
  key: string;

  @Prop({ type: Number, required: true })
  points: number;

  @Prop({ type: Date, required: true })
  expire: Date;
}

export const RateLimitSchema = SchemaFactory.createForClass(RateLimit);
RateLimitSchema.index({ key: 1 }, { unique: true, name: 'key' });
RateLimitSchema.index({ expire: 1 }, { name: 'expire' });
