import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Language } from './report-mail.schema';

/** A receipt that a customer is to get by e-mail, until it has gone out. A few at a time: they need no collection of their own. */
@Schema()
export class ReceiptMail {
  /** The caller's UUID. */
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: String, required: true })
  saleId: string;

  /** The customer's address: here until the mail has gone out, and nowhere after that. */
  @Prop({ type: String, required: true })
  to: string;

  @Prop({ type: String, required: true })
  language: Language;

  /** When it is tried, or tried again. */
  @Prop({ type: Date, required: true })
  nextAt: Date;

  /** How often it could not be sent. */
  @Prop({ type: Number, required: true })
  attempts: number;
}

export const ReceiptMailSchema = SchemaFactory.createForClass(ReceiptMail);
