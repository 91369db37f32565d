import type { TaxRounding } from '@liquor-pos/pricing/rules';
import { type CashRounding, NO_ROUNDING } from '@liquor-pos/pricing/settle';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../common/schema-options';

export const NEGATIVE_STOCK_POLICIES = ['allow', 'block'] as const;
/** What a sale does where the books have less than is on the counter: sell and flag it, or refuse. */
export type NegativeStockPolicy = (typeof NEGATIVE_STOCK_POLICIES)[number];

/** A pack on the till's screen, for what has no barcode to scan or is sold all day. */
export interface QuickKey {
  productId: string;
  packId: string;
  label: string;
}

@Schema({ ...SCHEMA_OPTIONS, collection: 'stores' })
export class Store {
  _id: Types.ObjectId;

  /** The first part of its receipts' numbers. */
  @Prop({ type: Number, required: true })
  number: number;

  @Prop({ type: String, required: true })
  name: string;

  /** IANA name. */
  @Prop({ type: String, required: true })
  timezone: string;

  /** The local hour at which a business date begins, 0 to 12. */
  @Prop({ type: Number, required: true, default: 0 })
  dayStartHour: number;

  @Prop({ type: String, required: true, enum: NEGATIVE_STOCK_POLICIES, default: 'allow' })
  negativeStock: NegativeStockPolicy;

  @Prop({ type: String, required: true, enum: ['line', 'sale'], default: 'line' })
  taxRounding: TaxRounding;

  @Prop({
    type: { _id: false, toCents: Number, mode: String },
    required: true,
    default: { toCents: 1, mode: 'nearest' },
  })
  cashRounding: CashRounding;

  /** What the till shows to touch, in this order. */
  @Prop({ type: [{ _id: false, productId: String, packId: String, label: String }], default: [] })
  quickKeys: QuickKey[];
}

export const StoreSchema = SchemaFactory.createForClass(Store);
StoreSchema.index({ number: 1 }, { unique: true, name: 'number' });

/** How a store rounds; stores made before this was a setting round as new ones do. */
export function roundingOf({ taxRounding, cashRounding }: Partial<Pick<Store, 'taxRounding' | 'cashRounding'>>) {
  return { taxRounding: taxRounding ?? 'line', cashRounding: cashRounding ?? NO_ROUNDING };
}
