import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** What a product looks like, small enough for a till's tile. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'product_photos' })
export class ProductPhoto {
  /** The product's. */
  _id: Types.ObjectId;

  /** Of its bytes: another photo has another one. */
  @Prop({ type: String, required: true })
  hash: string;

  /** WebP. */
  @Prop({ type: Buffer, required: true })
  webp: Buffer;
}

export const ProductPhotoSchema = SchemaFactory.createForClass(ProductPhoto);

export const PRODUCT_PHOTO_MODEL: ModelDefinition = { name: ProductPhoto.name, schema: ProductPhotoSchema };
