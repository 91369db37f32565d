import type { BaseUnits, Cents } from '@liquor-pos/domain/money/money';
import type { ReturnedEmpties } from '@liquor-pos/domain/pricing/deposits';
import type { PricedLine } from '@liquor-pos/domain/pricing/priced-basket';
import type { Refunded } from '@liquor-pos/domain/returns/refund';
import type { CashRounding } from '@liquor-pos/domain/tenders/settle';
import type { TenderType } from '@liquor-pos/domain/tenders/tender-types';
import type { BusinessDate } from '@liquor-pos/domain/time/business-date';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../../mongo/schema-options';

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
  /** Gift cards sold: in the total, and no sale of goods. */
  giftCardCents: Cents;
  /** Paid into house accounts: likewise. */
  accountPaymentCents: Cents;
}

/** Those that a line has too: a gift card is none. */
export type LineFigures = Omit<SaleFigures, 'giftCardCents' | 'accountPaymentCents'>;

const FIGURES = {
  units: Number,
  grossCents: Number,
  discountCents: Number,
  netCents: Number,
  depositCents: Number,
  taxCents: Number,
  totalCents: Number,
  costCents: Number,
  giftCardCents: Number,
  accountPaymentCents: Number,
};

export const DISPOSITIONS = ['to_stock', 'breakage', 'to_vendor'] as const;
/** Where goods go that were brought back. */
export type Disposition = (typeof DISPOSITIONS)[number];

export interface SaleLine extends LineFigures, Omit<PricedLine, 'productId' | keyof LineFigures> {
  productId: Types.ObjectId;
  sku: string;
  name: string;
  brand: string | null;
  category: string | null;
  vendor: string | null;
  /** Of one bottle or can. */
  volumeMl: number | null;
  packName: string;
  /** Packs that came back since. */
  returnedQuantity: number;
  /** Of a return: which line of its sale. */
  saleLine?: number;
  /** Of a return: where it went. */
  disposition?: Disposition;
}

export interface SaleTender {
  type: TenderType;
  amountCents: Cents;
  /** A check's number, a card's last four digits. */
  reference?: string;
  /** Of a gift card, store credit or house account. */
  code?: string;
  /** Of a house account, as it was called then. */
  name?: string;
}

/** A gift card that was sold, or charged anew. */
export interface SoldGiftCard {
  code: string;
  amountCents: Cents;
}

/** What was paid into a house account. */
export interface AccountPayment {
  code: string;
  /** As the account was called then. */
  name: string;
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

/** How the customer's age was established; nothing else of it is kept. */
export interface AgeCheckRecord {
  method: string;
  /** What was asked for; null when nothing was. */
  minimumAge: number | null;
}

export interface SaleCustomer {
  /** By which the store knows who bought; null where nobody said. */
  reference: string | null;
  groups: string[];
  /** The number of the exemption certificate; null for who pays tax. */
  taxExemption: string | null;
}

/** What it uses up of a limited offer or an allocation; negative of what takes it back. */
export interface CountedUse {
  counter: string;
  /** One of an offer, base units of what is allocated. */
  times: number;
  /** What an offer took off. */
  cents: Cents;
  /** Of an allocation, the lines that it is of, by their index. */
  lines: number[] | null;
}

export interface SaleApproval {
  permission: string;
  by: { id: Types.ObjectId; name: string };
}

export type SaleFlag =
  | 'negative_stock'
  | 'offline'
  | 'backdated'
  | 'age_unchecked'
  | 'outside_sale_hours'
  | 'over_allocation'
  | 'below_minimum_price';

/**
 * A sale, the void that undoes one, or a return of some of its lines: a document of its own with every figure negated, dated when it
 * was made.
 */
@Schema({ ...SCHEMA_OPTIONS, collection: 'sales' })
export class Sale {
  /** The caller's UUID; a void's is derived from its sale's. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: String, required: true, enum: ['sale', 'void', 'return'] })
  kind: 'sale' | 'void' | 'return';

  /** The sale a void undoes. */
  @Prop({ type: String, default: null })
  voids: string | null;

  /** The sale a return belongs to. */
  @Prop({ type: String, default: null })
  returnOf: string | null;

  @Prop({ type: String, required: true })
  receiptNumber: string;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  registerId: Types.ObjectId;

  @Prop({ type: String, required: true })
  shiftId: string;

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

  /** What this program built is stored as it stands. */
  @Prop({ type: [Object], required: true })
  lines: SaleLine[];

  /** Empty containers brought back, as negative lines. */
  @Prop({ type: [Object], default: [] })
  empties: ReturnedEmpties[];

  /** What was put on gift cards; negative of a void. */
  @Prop({ type: [Object], default: [] })
  giftCards: SoldGiftCard[];

  /** What was paid into house accounts; negative of a void. */
  @Prop({ type: [Object], default: [] })
  accountPayments: AccountPayment[];

  /** The sum of its lines, of the empties and of gift cards. */
  @Prop({ type: { _id: false, ...FIGURES }, required: true })
  totals: SaleFigures;

  @Prop({
    type: [{ _id: false, type: { type: String }, amountCents: Number, reference: String, code: String, name: String }],
    required: true,
  })
  tenders: SaleTender[];

  @Prop({ type: Number, required: true })
  changeCents: Cents;

  /** What cash rounding added to the total (negative: took off). Tenders less change = total + rounding. */
  @Prop({ type: Number, default: 0 })
  roundingCents: Cents;

  @Prop({ type: [{ _id: false, type: { type: String }, ...FIGURES }], required: true })
  tenderShares: TenderShare[];

  /** The rule book it was priced with; each line names its rules and their versions. */
  @Prop({ type: Number, default: 0 })
  rulesVersion: number;

  @Prop({ type: Object, default: null })
  customer: SaleCustomer | null;

  @Prop({ type: [Object], default: [] })
  counted: CountedUse[];

  @Prop({ type: Object, default: null })
  ageCheck: AgeCheckRecord | null;

  /** How cash was rounded; its returns are rounded the same way. */
  @Prop({ type: Object, required: true })
  cashRounding: CashRounding;

  /** What came back of it, over all its returns. */
  @Prop({ type: Object, required: true })
  refunded: Refunded;

  /** Why it was brought back. */
  @Prop({ type: String, default: null })
  reason: string | null;

  @Prop({ type: [String], required: true })
  flags: SaleFlag[];

  /** What somebody else allowed that the cashier may not do alone. */
  @Prop({ type: [Object], default: [] })
  approvals: SaleApproval[];

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
SaleSchema.index({ returnOf: 1 }, { sparse: true, name: 'return_of' });
SaleSchema.index({ receiptNumber: 1 }, { unique: true, name: 'receipt_number' });
SaleSchema.index({ shiftId: 1 }, { name: 'shift' });

export const SALE_MODEL: ModelDefinition = { name: Sale.name, schema: SaleSchema };
