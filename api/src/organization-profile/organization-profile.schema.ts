import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';
import { type OutboxEntry, OutboxEntrySchema } from './outbox-entry.schema';
import { type ReceiptMail, ReceiptMailSchema } from './receipt-mail.schema';
import { type ReportMail, ReportMailSchema } from './report-mail.schema';

/** Where the chain of the audit log ends. */
export interface AuditHead {
  sequence: number;
  hash: string;
  at: Date;
  id: string;
}

/** The one document in which a tenant knows its own organization, so that no request has to ask main. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'organization' })
export class OrganizationProfile {
  /** The organization's id. */
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, required: true })
  timezone: string;

  @Prop({ type: String, required: true })
  currency: string;

  /** False while suspended; follows main's entry. */
  @Prop({ type: Boolean, required: true })
  active: boolean;

  /** The hash of the logo on its receipts; null where it has none. */
  @Prop({ type: String, default: null })
  logo: string | null;

  /** Reports that go out by e-mail. */
  @Prop({ type: [ReportMailSchema], required: true, default: [] })
  reportMails: ReportMail[];

  /** Receipts that are to go out by e-mail, and have not yet. */
  @Prop({ type: [ReceiptMailSchema], required: true, default: [] })
  receiptMails: ReceiptMail[];

  /** The newest entry of the audit log's chain; see `AuditChain`. */
  @Prop({ type: Object, default: null })
  auditHead?: AuditHead | null;

  @Prop({ type: 'ObjectId', required: true })
  defaultStoreId: Types.ObjectId;

  /** Grows with every change of a pricing rule; a sale reads it to know whether the rules it remembers still hold. */
  @Prop({ type: Number, required: true, default: 0 })
  rulesVersion: number;

  /** The last migration this database has had; see `TenantMigrations`. */
  @Prop({ type: Number, required: true })
  schemaVersion: number;

  /** Written by whatever takes an org admin away, so that two such writes conflict instead of both seeing the other's admin. */
  @Prop({ type: Number, required: true, default: 0 })
  adminChanges: number;

  /** The number of the last write main had to hear of, where this database is on another cluster; see `Outbox`. */
  @Prop({ type: Number, default: 0 })
  outboxSequence?: number;

  /** In the order they were written. */
  @Prop({ type: [OutboxEntrySchema], default: [] })
  outbox?: OutboxEntry[];
}

export const OrganizationProfileSchema = SchemaFactory.createForClass(OrganizationProfile);

export const ORGANIZATION_PROFILE_MODEL: ModelDefinition = {
  name: OrganizationProfile.name,
  schema: OrganizationProfileSchema,
};
