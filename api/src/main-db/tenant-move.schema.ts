import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/**
 * `copying` while the tenant is written to; `closing` while it is not; `opening` when that was given up and writes are let in again;
 * `moved` when it is there, and what it left behind is not dropped yet.
 */
export type MovePhase = 'copying' | 'closing' | 'opening' | 'moved';

/** How far a tenant's database has come on its way to another cluster; see `tenant-moves`. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'tenant_moves' })
export class TenantMove {
  /** The organization's id: no tenant is on two ways at once. */
  _id: Types.ObjectId;

  /** Null for main's own cluster. */
  @Prop({ type: String, default: null })
  from: string | null;

  @Prop({ type: String, default: null })
  to: string | null;

  @Prop({ type: String, required: true })
  phase: MovePhase;

  /** Who moves it, and until when nobody else may go on with it. */
  @Prop({ type: String, required: true })
  holder: string;

  @Prop({ type: Date, required: true })
  holdsUntil: Date;

  @Prop({ type: Date, required: true })
  startedAt: Date;

  /** From where on changes are to be repeated; as the server gave it. */
  @Prop({ type: Object, default: null })
  resumeAfter: object | null;

  /** The collections that are copied whole. */
  @Prop({ type: [String], required: true, default: [] })
  copied: string[];

  /** The one under way: everything up to this `_id`, as extended JSON, is there. */
  @Prop({ type: Object, default: null })
  copying: { collection: string; upTo: string } | null;
}

export const TenantMoveSchema = SchemaFactory.createForClass(TenantMove);
