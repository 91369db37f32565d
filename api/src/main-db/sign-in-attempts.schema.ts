import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** The failures of the last minutes under one key, in the database so that every process counts the same ones. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'sign_in_attempts' })
export class SignInAttempts {
  /** `account:` and a hash of the e-mail, or `address:` and the address. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: [{ _id: false, id: String, at: Date, failed: Boolean }], required: true })
  attempts: { id: string; at: Date; failed: boolean }[];

  @Prop({ type: Date, required: true })
  expiresAt: Date;
}

export const SignInAttemptsSchema = SchemaFactory.createForClass(SignInAttempts);
SignInAttemptsSchema.index({ expiresAt: 1 }, { name: 'expires_at' });
