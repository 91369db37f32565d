import type { CashCount } from '@liquor-pos/domain/drawer/cash-count';
import type { CashMovementType } from '@liquor-pos/domain/drawer/drawer-cash';
import type { Cents } from '@liquor-pos/domain/money/money';
import { TENDER_TYPES, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import type { BusinessDate } from '@liquor-pos/domain/time/business-date';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../../../mongo/schema-options';

const AMOUNT = { type: Number, required: true, default: 0 } as const;

/** What went through a drawer; always the sum of the shift's sales, voids, returns and movements. */
@Schema({ _id: false })
export class DrawerTotals {
  @Prop(AMOUNT)
  salesCount: number;

  @Prop(AMOUNT)
  voidsCount: number;

  @Prop(AMOUNT)
  returnsCount: number;

  /** By tender: what was taken, less change given and what was paid back. */
  @Prop({ type: { _id: false, ...Object.fromEntries(TENDER_TYPES.map((type) => [type, AMOUNT])) }, required: true })
  tenders: Record<TenderType, Cents>;

  /** Cash put in and taken out besides: pay-ins less payouts and drops. */
  @Prop(AMOUNT)
  movedCents: Cents;
}
const DrawerTotalsSchema = SchemaFactory.createForClass(DrawerTotals);

/** Who was asked, and said yes to what somebody else did. */
export interface ApprovedBy {
  id: Types.ObjectId;
  name: string;
}

/** Cash that came into a drawer or left it besides sales, or a drawer that was only opened. Never changed once it is there. */
export interface CashMovement {
  /** The caller's UUID: sent again, it is the same movement. */
  id: string;
  requestHash: string;
  type: CashMovementType;
  amountCents: Cents;
  reason: string | null;
  /** Whom it was paid to, as products name their vendors. */
  vendorId: string | null;
  at: Date;
  userId: Types.ObjectId;
  userName: string;
  approvedBy: ApprovedBy | null;
}

export interface TenderAmount {
  tender: TenderType;
  cents: Cents;
}

/** How a shift was closed. */
export interface ShiftClose {
  requestHash: string;
  closedByName: string;
  counted: (TenderAmount & { count: CashCount })[];
  expected: TenderAmount[];
  /** Counted less expected: negative where something is missing. */
  overShort: TenderAmount[];
  reason: string | null;
  approvedBy: ApprovedBy | null;
  /** What stays in the drawer for the next shift. */
  leftCents: Cents;
}

/** A sale rung up without a connection that came in after its shift was closed. */
export interface ShiftAddendum {
  number: number;
  saleId: string;
  receiptNumber: string;
  /** When it was rung up, and when it came in. */
  at: Date;
  enteredAt: Date;
  totalCents: Cents;
  tenders: TenderAmount[];
}

/** A register's time between opening and closing its drawer. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'shifts' })
export class Shift {
  /** The caller's UUID; one of this program's own where the first sale opened it. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  registerId: Types.ObjectId;

  /** The register's shifts are counted from 1 on; its Z has the same number, since each is closed before the next is opened. */
  @Prop({ type: Number, required: true })
  number: number;

  /** The store's day on which it was opened; it closes on this day, however late that is. */
  @Prop({ type: String, required: true })
  businessDate: BusinessDate;

  @Prop({ type: Date, required: true })
  openedAt: Date;

  @Prop({ type: 'ObjectId', required: true })
  openedBy: Types.ObjectId;

  @Prop({ type: String, required: true })
  openedByName: string;

  /** Opened by a sale, with nothing counted. */
  @Prop({ type: Boolean, required: true })
  automatic: boolean;

  @Prop({ type: Number, required: true })
  openingCents: Cents;

  @Prop({ type: Object, default: null })
  openingCount: CashCount | null;

  /** What was counted at the opening less what the last close left; null where there is nothing to compare. */
  @Prop({ type: Number, default: null })
  openingDifferenceCents: Cents | null;

  /** Of the request that opened it: tells a retry from an id used twice. */
  @Prop({ type: String, default: null })
  requestHash: string | null;

  @Prop({ type: Date, default: null })
  closedAt: Date | null;

  @Prop({ type: 'ObjectId', default: null })
  closedBy: Types.ObjectId | null;

  @Prop({ type: DrawerTotalsSchema, required: true })
  totals: DrawerTotals;

  @Prop({ type: [Object], default: [] })
  movements: CashMovement[];

  /** Counts that were refused at its close. */
  @Prop({ type: Number, default: 0 })
  refusedCounts: number;

  @Prop({ type: Object, default: null })
  close: ShiftClose | null;

  /** The figures as they were when it was closed; nothing changes them. */
  @Prop({ type: Object, default: null })
  z: object | null;

  @Prop({ type: [Object], default: [] })
  addenda: ShiftAddendum[];
}

export const ShiftSchema = SchemaFactory.createForClass(Shift);
ShiftSchema.index({ openedAt: -1, _id: -1 }, { name: 'opened_at' });

export const SHIFT_MODEL: ModelDefinition = { name: Shift.name, schema: ShiftSchema };

/** No shift has more; past it something is stuck that repeats itself under new ids. */
export const MOST_MOVEMENTS = 2000;
