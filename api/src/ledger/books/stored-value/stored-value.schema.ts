import type { Cents } from '@liquor-pos/domain/money/money';
import type { BalanceType } from '@liquor-pos/domain/tenders/tender-types';
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

/** Whose house account it is, and how much may be bought on it. */
export interface HouseAccountTerms {
  name: string;
  /** For sorting and finding. */
  sortName: string;
  phone: string | null;
  email: string | null;
  note: string | null;
  limitCents: Cents;
  isOpen: boolean;
  version: number;
}

/**
 * A balance that a code names. Of a gift card or a store credit it is what the store owes whoever has the code; of a house account it is
 * below nothing, by what its owner owes the store.
 */
@Schema({ ...SCHEMA_OPTIONS, collection: 'stored_value' })
export class StoredValue {
  /** Its code, in capitals and without spaces and dashes. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: String, required: true })
  kind: BalanceType;

  /** What sales, returns and voids come to; below nothing for house accounts alone. */
  @Prop({ type: Number, required: true })
  balanceCents: Cents;

  /** None of a house account: it has as many as it has sales, and those say it themselves. */
  @Prop({ type: [Object], required: true })
  entries: StoredValueEntry[];

  /** Of a house account. */
  @Prop({ type: Object, default: null })
  account: HouseAccountTerms | null;
}

export const StoredValueSchema = SchemaFactory.createForClass(StoredValue);

export const STORED_VALUE_MODEL: ModelDefinition = { name: StoredValue.name, schema: StoredValueSchema };
