import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import type { MailFault } from '../mail/mailer';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';
import type { Language } from './report-mail-texts';
import type { Frequency } from './report-period';

/** A report that somebody gets by e-mail, again and again. A handful for each organization, so they need no index of their own. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'report_mails' })
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

  /** Why it was not sent when it last should have been. */
  @Prop({ type: String, default: null })
  fault: MailFault | null;

  @Prop({ type: 'ObjectId', required: true })
  userId: Types.ObjectId;

  @Prop({ type: String, required: true })
  userName: string;
}

export const ReportMailSchema = SchemaFactory.createForClass(ReportMail);

export const REPORT_MAIL_MODEL: ModelDefinition = { name: ReportMail.name, schema: ReportMailSchema };
