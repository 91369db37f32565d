import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** What something looks like: a product, small enough for a till's tile, or the organization's logo. The collection was made for the first. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'product_photos' })
export class KeptPicture {
  /** The product's, or the organization's. */
  _id: Types.ObjectId;

  /** Of its bytes: another picture has another one. */
  @Prop({ type: String, required: true })
  hash: string;

  /** WebP. */
  @Prop({ type: Buffer, required: true })
  webp: Buffer;
}

export const KeptPictureSchema = SchemaFactory.createForClass(KeptPicture);

export const KEPT_PICTURE_MODEL: ModelDefinition = { name: KeptPicture.name, schema: KeptPictureSchema };
