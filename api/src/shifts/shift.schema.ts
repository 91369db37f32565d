import type { Cents } from '@liquor-pos/pricing/money';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../common/schema-options';

/** What went through a drawer; always the sum of the shift's sales, voids and returns. */
@Schema({ _id: false })
export class DrawerTotals {
  @Prop({ type: Number, required: true, default: 0 })
  salesCount: number;

  @Prop({ type: Number, required: true, default: 0 })
  voidsCount: number;

  @Prop({ type: Number, required: true, default: 0 })
  returnsCount: number;

  /** Cash taken less change given and cash paid back. */
  @Prop({ type: Number, required: true, default: 0 })
  cashCents: Cents;

  @Prop({ type: Number, required: true, default: 0 })
  cardCents: Cents;
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
ShiftSchema.index(
  { registerId: 1 },
  { unique: true, name: 'open_register', partialFilterExpression: { closedAt: { $type: 'null' } } },
);
