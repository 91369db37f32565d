import type { BaseUnits, Cents } from '@liquor-pos/pricing/money';
import type { TraceEntry } from '@liquor-pos/pricing/price-basket';
import type { TenderType } from '@liquor-pos/pricing/settle';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import type { BusinessDate } from '../common/business-date';
import { SCHEMA_OPTIONS } from '../common/schema-options';

/** The figures every report adds up. A void carries them negated, so that sums need no special case. */
export interface SaleFigures {
  units: BaseUnits;
  grossCents: Cents;
  discountCents: Cents;
  netCents: Cents;
  depositCents: Cents;
  taxCents: Cents;
  totalCents: Cents;
  costCents: Cents;
}

const FIGURES = {
  units: Number,
  grossCents: Number,
  discountCents: Number,
  netCents: Number,
  depositCents: Number,
  taxCents: Number,
  totalCents: Number,
  costCents: Number,
};

export interface SaleLine extends SaleFigures {
  productId: Types.ObjectId;
  sku: string;
  name: string;
  category: string | null;
  packId: string;
  packName: string;
  unitsPerPack: BaseUnits;
  quantity: number;
  unitPriceCents: Cents;
  trace: TraceEntry[];
}

export interface SaleTender {
  type: TenderType;
  amountCents: Cents;
}

/** A tender type's part of the sale's figures; the parts of a sale add up to the whole exactly. */
export interface TenderShare extends SaleFigures {
  type: TenderType;
}

export interface VoidMark {
  at: Date;
  userId: Types.ObjectId;
  reason: string | null;
}

export type SaleFlag = 'negative_stock' | 'offline' | 'backdated';

/** A sale, or the void that undoes one: a document of its own with every figure negated, dated when it was made. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'sales' })
export class Sale {
  /** The caller's UUID; a void's is derived from its sale's. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: String, required: true, enum: ['sale', 'void'] })
  kind: 'sale' | 'void';

  /** The sale a void undoes. */
  @Prop({ type: String, default: null })
  voids: string | null;

  @Prop({ type: String, required: true })
  receiptNumber: string;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  registerId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  shiftId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  cashierId: Types.ObjectId;

  @Prop({ type: String, required: true })
  cashierName: string;

  @Prop({ type: Date, required: true })
  at: Date;

  @Prop({ type: String, required: true })
  businessDate: BusinessDate;

  /** 0 to 23, on the store's clock. */
  @Prop({ type: Number, required: true })
  localHour: number;

  @Prop({
    type: [
      {
        _id: false,
        ...FIGURES,
        productId: 'ObjectId',
        sku: String,
        name: String,
        category: { type: String, default: null },
        packId: String,
        packName: String,
        unitsPerPack: Number,
        quantity: Number,
        unitPriceCents: Number,
        trace: [{ _id: false, rule: String, applied: Boolean, reason: String, amountCents: Number }],
      },
    ],
    required: true,
  })
  lines: SaleLine[];

  @Prop({ type: { _id: false, ...FIGURES }, required: true })
  totals: SaleFigures;

  @Prop({ type: [{ _id: false, type: { type: String }, amountCents: Number }], required: true })
  tenders: SaleTender[];

  @Prop({ type: Number, required: true })
  changeCents: Cents;

  @Prop({ type: [{ _id: false, type: { type: String }, ...FIGURES }], required: true })
  tenderShares: TenderShare[];

  @Prop({ type: { _id: false, method: String }, default: null })
  ageCheck: { method: string } | null;

  @Prop({ type: [String], required: true })
  flags: SaleFlag[];

  @Prop({ type: { _id: false, at: Date, userId: 'ObjectId', reason: { type: String, default: null } }, default: null })
  voided: VoidMark | null;

  /** SHA-256 of what the caller asked for: tells a retry from an id used twice. */
  @Prop({ type: String, required: true })
  requestHash: string;

  @Prop({ type: Date, required: true })
  createdAt: Date;
}

export const SaleSchema = SchemaFactory.createForClass(Sale);
SaleSchema.index({ businessDate: 1 }, { name: 'business_date' });
SaleSchema.index({ kind: 1, at: -1, _id: -1 }, { name: 'kind_at' });
SaleSchema.index({ receiptNumber: 1 }, { unique: true, name: 'receipt_number' });
SaleSchema.index({ shiftId: 1 }, { name: 'shift' });
