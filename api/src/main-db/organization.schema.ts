import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/**
 * `opening` until its tenant database is complete, `removing` when that was given up or it leaves, `restoring` while it is made out of a backup, `scratch` for
 * one that was made for looking at alone: in no list but `open`, and nobody signs in to it.
 */
export const ORGANIZATION_STATES = ['opening', 'open', 'removing', 'restoring', 'scratch'] as const;
export type OrganizationState = (typeof ORGANIZATION_STATES)[number];

@Schema({ ...SCHEMA_OPTIONS, collection: 'organizations' })
export class Organization {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  name: string;

  /** IANA name. */
  @Prop({ type: String, required: true })
  timezone: string;

  /** ISO 4217. */
  @Prop({ type: String, required: true })
  currency: string;

  @Prop({ type: String, required: true, enum: ORGANIZATION_STATES })
  state: OrganizationState;

  /** False while suspended. */
  @Prop({ type: Boolean, required: true })
  active: boolean;

  /** The name of the cluster its database is on; null for main's own. */
  @Prop({ type: String, default: null })
  cluster?: string | null;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const OrganizationSchema = SchemaFactory.createForClass(Organization);
OrganizationSchema.index({ state: 1, name: 1 }, { name: 'state_name' });
OrganizationSchema.index({ cluster: 1 }, { name: 'cluster' });
