import type { Cents } from '@liquor-pos/domain/money/money';
import { TENDER_TYPES, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../../../mongo/schema-options';

const AMOUNT = { type: Number, required: true, default: 0 } as const;

/** What went through a drawer; always the sum of the shift's sales, voids and returns. */
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
}
const DrawerTotalsSchema = SchemaFactory.createForClass(DrawerTotals);

/** A register's time between opening and closing its drawer. The first sale opens one. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'shifts' })
export class Shift {
  _id: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  storeId: Types.ObjectId;

  @Prop({ type: 'ObjectId', required: true })
  registerId: Types.ObjectId;

  @Prop({ type: Date, required: true })
  openedAt: Date;

  @Prop({ type: 'ObjectId', required: true })
  openedBy: Types.ObjectId;

  @Prop({ type: Date, default: null })
  closedAt: Date | null;

  @Prop({ type: DrawerTotalsSchema, required: true })
  totals: DrawerTotals;
}

export const ShiftSchema = SchemaFactory.createForClass(Shift);
/** A register has one open shift at most. */
export const ONE_OPEN_SHIFT_INDEX = 'open_register';
ShiftSchema.index(
  { registerId: 1 },
  { unique: true, name: ONE_OPEN_SHIFT_INDEX, partialFilterExpression: { closedAt: { $type: 'null' } } },
);

export const SHIFT_MODEL: ModelDefinition = { name: Shift.name, schema: ShiftSchema };
