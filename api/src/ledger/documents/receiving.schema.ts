import type { BaseUnits, Cents } from '@liquor-pos/domain/money/money';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../../mongo/schema-options';

export interface ReceivingLine {
  productId: Types.ObjectId;
  units: BaseUnits;
  unitCostCents: Cents;
}

/** Goods that came in, as the vendor's invoice lists them. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'receivings' })
export class Receiving {
  _id: Types.ObjectId;

  @Prop({ type: Date, required: true })
  at: Date;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  @Prop({ type: String, default: null })
  vendor: string | null;

  @Prop({ type: String, default: null })
  invoice: string | null;

  /** Of a vendor's invoice: it comes in once. Absent where either is not known. */
  @Prop({ type: String })
  invoiceKey?: string;

  @Prop({ type: [{ _id: false, productId: 'ObjectId', units: Number, unitCostCents: Number }], required: true })
  lines: ReceivingLine[];

  @Prop({ type: Number, required: true })
  totalCostCents: Cents;

  @Prop({ type: 'ObjectId', required: true })
  userId: Types.ObjectId;
}

export const ReceivingSchema = SchemaFactory.createForClass(Receiving);
export const INVOICE_INDEX = 'invoice';
ReceivingSchema.index(
  { invoiceKey: 1 },
  { unique: true, partialFilterExpression: { invoiceKey: { $type: 'string' } }, name: INVOICE_INDEX },
);

export const RECEIVING_MODEL: ModelDefinition = { name: Receiving.name, schema: ReceivingSchema };
