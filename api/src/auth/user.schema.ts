import type { LocalDate } from '@liquor-pos/domain/time/local-time';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { TENANT_ROLES, type TenantRole } from '../main-db/role';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** The tenant's half of a user: everything but the password's hash. Shares `_id` and version with main's `Account`. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'users' })
export class User {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  email: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, required: true, enum: TENANT_ROLES })
  role: TenantRole;

  @Prop({ type: Boolean, required: true })
  active: boolean;

  @Prop({ type: Number, required: true })
  version: number;

  /** Counts password changes; see `Account`. */
  @Prop({ type: Number, required: true })
  credentialVersion: number;

  /** Of the PIN that is typed at a till; null where none was set. */
  @Prop({ type: String, default: null })
  pinHash?: string | null;

  /** Asked where the law says how old a seller must be; null where nobody said. The tenant's alone, as the PIN is. */
  @Prop({ type: String, default: null })
  birthDate?: LocalDate | null;

  /** At others' PINs, of late, and not right. */
  @Prop({ type: [{ _id: false, id: String, at: Date }], default: [] })
  pinTries?: { id: string; at: Date }[];

  /** At work since; null for who is not. */
  @Prop({ type: Date, default: null })
  clockedInAt?: Date | null;

  @Prop({ type: Date, default: null })
  lastLoginAt: Date | null;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const UserSchema = SchemaFactory.createForClass(User);
UserSchema.index({ email: 1 }, { unique: true, name: 'email' });

export const USER_MODEL: ModelDefinition = { name: User.name, schema: UserSchema };
