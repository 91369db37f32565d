import type { BusinessDate } from '@liquor-pos/domain/time/business-date';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

@Schema({ ...SCHEMA_OPTIONS, collection: 'registers' })
export class Register {
  _id: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  /** Within its store; the second part of its receipts' numbers. */
  @Prop({ type: Number, required: true })
  number: number;

  @Prop({ type: String, required: true })
  name: string;

  /** A closed register sells nothing more; what it sold stays its own. Null while it is open. */
  @Prop({ type: Date, default: null })
  closedAt: Date | null;

  /** Receipts given out so far. Counted by the register, so that no counter is shared. */
  @Prop({ type: Number, required: true, default: 0 })
  receiptCounter: number;

  /** The newest of its shifts, the only one that may be open; null before the first. Two that open one at once conflict here. */
  @Prop({ type: String, default: null })
  latestShiftId: string | null;

  /** Containers that cashiers paid for here on the last business day on which any did. */
  @Prop({ type: { _id: false, businessDate: String, count: Number }, default: null })
  empties: { businessDate: BusinessDate; count: number } | null;
}

export const RegisterSchema = SchemaFactory.createForClass(Register);

export const REGISTER_MODEL: ModelDefinition = { name: Register.name, schema: RegisterSchema };
