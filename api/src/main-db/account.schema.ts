import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';
import { ROLES, type Role } from './role';

/**
 * Main's half of a user: what signing in needs, above all the password's hash. It shares `_id` and version with the
 * tenant's `User`; the model has a name of its own because mongoose looks for missing tenant models on the parent connection.
 */
@Schema({ ...SCHEMA_OPTIONS, collection: 'users' })
export class Account {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  email: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, required: true, enum: ROLES })
  role: Role;

  @Prop({ type: Boolean, required: true })
  active: boolean;

  /** Null for platform admins alone. */
  @Prop({ type: 'ObjectId', default: null })
  organizationId: Types.ObjectId | null;

  @Prop({ type: String, required: true })
  passwordHash: string;

  /** Counts the commands applied to this user, here and in the tenant. */
  @Prop({ type: Number, required: true, default: 1 })
  version: number;

  /** Counts password changes; a session begun under an earlier one is no longer good. */
  @Prop({ type: Number, required: true, default: 1 })
  credentialVersion: number;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const AccountSchema = SchemaFactory.createForClass(Account);
/** Of main and of a tenant alike. */
export const EMAIL_INDEX = 'email';
AccountSchema.index({ email: 1 }, { unique: true, name: EMAIL_INDEX });
AccountSchema.index({ organizationId: 1 }, { name: 'organization' });
