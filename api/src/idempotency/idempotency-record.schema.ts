import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** What a creation with an `Idempotency-Key` answered, written in the transaction that made it. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'idempotency_keys' })
export class IdempotencyRecord {
  /** `KeyedRequest.id` */
  @Prop({ type: String })
  _id: string;

  /** HMAC-SHA-256 of what was asked for: bodies hold passwords, and a plain hash of one is soon guessed. */
  @Prop({ type: String, required: true })
  requestHash: string;

  @Prop({ type: Object, required: true })
  answer: object;

  /** Null for ever. */
  @Prop({ type: Date, default: null })
  expiresAt: Date | null;
}

export const IdempotencyRecordSchema = SchemaFactory.createForClass(IdempotencyRecord);

export const IDEMPOTENCY_RECORD_MODEL: ModelDefinition = {
  name: IdempotencyRecord.name,
  schema: IdempotencyRecordSchema,
};

/** Main keeps its own, for what no tenant has; its models all have names of their own. There is one main, so what has expired has an index. */
export const MAIN_IDEMPOTENCY_RECORD_MODEL: ModelDefinition = {
  name: 'MainIdempotencyRecord',
  schema: IdempotencyRecordSchema.clone().index({ expiresAt: 1 }, { name: 'expires_at' }),
};
