import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** One refresh token ever given out for a session; only its hash is kept. */
export interface RefreshTokenRecord {
  hash: string;
  usedAt: Date | null;
}

/** A sign-in and the family of refresh tokens that descends from it. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'sessions' })
export class Session {
  /** The access tokens' `sid`. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: 'ObjectId', required: true })
  userId: Types.ObjectId;

  @Prop({ type: [{ _id: false, hash: String, usedAt: { type: Date, default: null } }], required: true })
  tokens: RefreshTokenRecord[];

  /** Guards against two rotations at once. */
  @Prop({ type: Number, required: true })
  revision: number;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  expiresAt: Date;

  @Prop({ type: Date, default: null })
  revokedAt: Date | null;
}

export const SessionSchema = SchemaFactory.createForClass(Session);
SessionSchema.index({ userId: 1 }, { name: 'user' });
SessionSchema.index({ revokedAt: 1 }, { name: 'revoked', partialFilterExpression: { revokedAt: { $type: 'date' } } });
SessionSchema.index({ expiresAt: 1 }, { name: 'expires_at' });
