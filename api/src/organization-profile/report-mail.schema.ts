import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';

export const FREQUENCIES = ['day', 'week', 'month'] as const;
/** How often a report is sent; it is of the day, the week (Monday to Sunday) or the month that ended last. */
export type Frequency = (typeof FREQUENCIES)[number];

export const LANGUAGES = ['en', 'es'] as const;
/** What the pages can be read in, and so the mails. */
export type Language = (typeof LANGUAGES)[number];

/** Why a mail did not go out, or not to all. */
export type MailFault = 'not_set_up' | 'unreachable' | 'refused' | 'partly_refused';

/** A report that somebody gets by e-mail, again and again. A handful for each organization: they need no collection of their own. */
@Schema()
export class ReportMail {
  _id: Types.ObjectId;

  @Prop({ type: [String], required: true })
  recipients: string[];

  @Prop({ type: String, required: true })
  every: Frequency;

  /** Of the organization's clock. */
  @Prop({ type: Number, required: true })
  hour: number;

  @Prop({ type: String, required: true })
  language: Language;

  /** When it goes out, or is tried again. */
  @Prop({ type: Date, required: true })
  nextAt: Date;

  /** How often it could not be sent since it last was, or was given up. */
  @Prop({ type: Number, required: true })
  attempts: number;

  @Prop({ type: Date, default: null })
  sentAt: Date | null;

  /** Why it was not sent, or not to all, when it last should have been. */
  @Prop({ type: String, default: null })
  fault: MailFault | null;

  @Prop({ type: 'ObjectId', required: true })
  userId: Types.ObjectId;

  @Prop({ type: String, required: true })
  userName: string;
}

export const ReportMailSchema = SchemaFactory.createForClass(ReportMail);
