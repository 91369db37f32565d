import type { Cents } from '@liquor-pos/domain/money/money';
import type { StoredValueType } from '@liquor-pos/domain/tenders/tender-types';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../../../mongo/schema-options';

/** What one sale, return or void put on a balance, or took off it. Never changed once it is there. */
export interface StoredValueEntry {
  /** The id of the sale, return or void. */
  entryId: string;
  at: Date;
  amountCents: Cents;
  registerId: Types.ObjectId;
}

/** A gift card or a store credit: what the store owes whoever knows its code. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'stored_value' })
export class StoredValue {
  /** Its code, in capitals and without spaces and dashes. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: String, required: true })
  kind: StoredValueType;

  /** The sum of its entries; never below nothing. */
  @Prop({ type: Number, required: true })
  balanceCents: Cents;

  @Prop({ type: [Object], required: true })
  entries: StoredValueEntry[];
}

export const StoredValueSchema = SchemaFactory.createForClass(StoredValue);

export const STORED_VALUE_MODEL: ModelDefinition = { name: StoredValue.name, schema: StoredValueSchema };
