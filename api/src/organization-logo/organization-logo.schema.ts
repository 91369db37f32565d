import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** What stands at the head of an organization's receipts: at most one, apart from the profile that every sale reads. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'organization_logo' })
export class OrganizationLogo {
  /** The organization's. */
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  hash: string;

  /** WebP. */
  @Prop({ type: Buffer, required: true })
  webp: Buffer;
}

export const OrganizationLogoSchema = SchemaFactory.createForClass(OrganizationLogo);

export const ORGANIZATION_LOGO_MODEL: ModelDefinition = { name: OrganizationLogo.name, schema: OrganizationLogoSchema };
