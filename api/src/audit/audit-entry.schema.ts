import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** Somebody as an entry names them; it stays as it is when the user is renamed or deleted. */
export interface AuditParty {
  id: string;
  name: string;
}

/** One thing that was done. Entries are only ever added. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'audit_log' })
export class AuditEntry {
  /** The caller's own where it made one; an entry of an id is there once. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: Date, required: true })
  at: Date;

  /** What was done, such as `sale.void`. */
  @Prop({ type: String, required: true })
  action: string;

  @Prop({ type: Object, required: true })
  actor: AuditParty & { kind: string };

  /** Who allowed what the actor may not do alone. */
  @Prop({ type: Object, default: null })
  approvedBy: AuditParty | null;

  /** The id of what it was done to. */
  @Prop({ type: String, default: null })
  subject: string | null;

  @Prop({ type: String, default: null })
  registerId: string | null;

  /** Of the request it was done by, as its answer and its line in the server's log name it; null for commands and jobs. */
  @Prop({ type: String, default: null })
  requestId: string | null;

  @Prop({ type: Object, default: null })
  before: object | null;

  @Prop({ type: Object, default: null })
  after: object | null;

  /** Its place in the chain; these three are null until the job that chains entries has come to it. */
  @Prop({ type: Number, default: null })
  sequence: number | null;

  /** SHA-256 of the entry before and of what this one says. */
  @Prop({ type: String, default: null })
  hash: string | null;

  @Prop({ type: String, default: null })
  previousHash: string | null;
}

export const AuditEntrySchema = SchemaFactory.createForClass(AuditEntry);
AuditEntrySchema.index({ at: -1, _id: -1 }, { name: 'at' });
AuditEntrySchema.index({ action: 1, at: -1, _id: -1 }, { name: 'action_at' });

export const AUDIT_ENTRY_MODEL: ModelDefinition = { name: AuditEntry.name, schema: AuditEntrySchema };
