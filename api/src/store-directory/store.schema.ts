import type { TaxRounding } from '@liquor-pos/domain/pricing/rules';
import type { CashRounding } from '@liquor-pos/domain/tenders/settle';
import type { TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

export const NEGATIVE_STOCK_POLICIES = ['allow', 'block'] as const;
/** What a sale does where the books have less than is on the counter: sell and flag it, or refuse. */
export type NegativeStockPolicy = (typeof NEGATIVE_STOCK_POLICIES)[number];

/** A pack on the till's screen, for what has no barcode to scan or is sold all day. */
export interface QuickKey {
  productId: string;
  packId: string;
  label: string;
}

export const ALCOHOL_RETURNS = ['allowed', 'refused'] as const;
export const RETURN_DISPOSITIONS = ['to_stock', 'breakage'] as const;

/** What of a sale may come back, and where it goes; in some states that is law. */
export interface ReturnPolicy {
  /** Business days since the sale; null for ever. */
  days: number | null;
  /** Of what is sold with an age check. */
  alcohol: (typeof ALCOHOL_RETURNS)[number];
  /** To the shelf, or written off as it comes in. */
  disposition: (typeof RETURN_DISPOSITIONS)[number];
}

/** What goes out of a drawer without a manager. */
export interface DrawerLimits {
  /** Containers a cashier pays for in one sale. */
  emptiesPerSale: number;
  /** Containers that cashiers pay for at one register in one business day. */
  emptiesPerDay: number;
  /** The most change on a sale; null for up to the fourth note above what is due. */
  changeCents: number | null;
}

export const SHIFT_OPENINGS = ['automatic', 'required'] as const;
/** Whether a drawer's shift is opened by its first sale, or by hand with a count before any sale. */
export type ShiftOpening = (typeof SHIFT_OPENINGS)[number];

/** How a store's drawers are closed. */
export interface DrawerPolicy {
  /** Whoever counts is not told what should be there. */
  blind: boolean;
  /** Over or short by more than this needs a reason; null for never. */
  reasonOverCents: number | null;
  /** Over or short by more than this needs a manager; null for never. */
  approvalOverCents: number | null;
}

/** What a store's receipts say besides what was sold; lines are kept as they are typed. */
export interface ReceiptTexts {
  address: string;
  /** As the law has it printed. */
  taxNumber: string;
  head: string;
  foot: string;
}

/** A check may bounce, and what else there is, a store says itself. */
export const TENDERS_UNLESS_SET: readonly TenderType[] = ['cash', 'card', 'gift_card', 'store_credit'];
export const RECEIPT_UNLESS_SET: ReceiptTexts = { address: '', taxNumber: '', head: '', foot: '' };
export const RETURNS_UNLESS_SET: ReturnPolicy = { days: null, alcohol: 'allowed', disposition: 'to_stock' };
export const LIMITS_UNLESS_SET: DrawerLimits = { emptiesPerSale: 120, emptiesPerDay: 240, changeCents: null };
export const DRAWER_UNLESS_SET: DrawerPolicy = { blind: false, reasonOverCents: 100, approvalOverCents: 2000 };

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

  @Prop({ type: { _id: false, days: Number, alcohol: String, disposition: String }, default: RETURNS_UNLESS_SET })
  returns: ReturnPolicy;

  @Prop({
    type: { _id: false, emptiesPerSale: Number, emptiesPerDay: Number, changeCents: Number },
    default: LIMITS_UNLESS_SET,
  })
  limits: DrawerLimits;

  @Prop({ type: String, required: true, enum: SHIFT_OPENINGS, default: 'automatic' })
  shifts: ShiftOpening;

  @Prop({
    type: { _id: false, blind: Boolean, reasonOverCents: Number, approvalOverCents: Number },
    default: DRAWER_UNLESS_SET,
  })
  drawer: DrawerPolicy;

  /** A till that nobody touches for so many minutes asks who stands there; null for never. */
  @Prop({ type: Number, default: null })
  lockAfterMinutes: number | null;

  /** What share of a line's price a cashier takes off by hand without a manager. */
  @Prop({ default: 0 })
  cashierDiscountMillionths: number;

  /** What it takes; it always takes cash. */
  @Prop({ type: [String], default: TENDERS_UNLESS_SET })
  tenders: TenderType[];

  @Prop({
    type: { _id: false, address: String, taxNumber: String, head: String, foot: String },
    default: RECEIPT_UNLESS_SET,
  })
  receipt: ReceiptTexts;

  /** What the till shows to touch, in this order. */
  @Prop({ type: [{ _id: false, productId: String, packId: String, label: String }], default: [] })
  quickKeys: QuickKey[];

  /** Grows so that two conflict who number registers of this store at once; at the first store, who number stores, or close the last two registers. */
  @Prop({ type: Number, default: 0 })
  registerChanges: number;
}

/** By which a store's business days begin and end. */
export type StoreClock = Pick<Store, 'timezone' | 'dayStartHour'>;

export const StoreSchema = SchemaFactory.createForClass(Store);

export const STORE_MODEL: ModelDefinition = { name: Store.name, schema: StoreSchema };
