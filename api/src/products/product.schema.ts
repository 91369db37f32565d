import type { BaseUnits, Cents } from '@liquor-pos/domain/money/money';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** A number of base units sold together, at its own price and under its own barcodes. */
@Schema({ _id: false })
export class Pack {
  @Prop({ type: String, required: true })
  id: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: Number, required: true })
  units: BaseUnits;

  @Prop({ type: Number, required: true })
  priceCents: Cents;

  /** In their canonical form; see `canonicalBarcode`. */
  @Prop({ type: [String], required: true })
  barcodes: string[];
}
const PackSchema = SchemaFactory.createForClass(Pack);

/** One price that became another. */
export interface PriceChange {
  at: Date;
  userId: Types.ObjectId;
  userName: string;
  packId: string;
  packName: string;
  fromCents: Cents;
  toCents: Cents;
}

@Schema({ ...SCHEMA_OPTIONS, collection: 'products' })
export class Product {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  sku: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, default: null })
  brand: string | null;

  @Prop({ type: String, default: null })
  category: string | null;

  @Prop({ type: String, default: null })
  vendor: string | null;

  /** Of one base unit. */
  @Prop({ type: Number, default: null })
  volumeMl: number | null;

  /** Alcohol by volume in hundredths of a percent: 4000 is 40 %. */
  @Prop({ type: Number, default: null })
  abv: number | null;

  @Prop({ type: Number, default: null })
  vintage: number | null;

  @Prop({ type: String, default: null })
  taxCode: string | null;

  /** What deposits are charged by: glass, plastic, can, box, pouch. */
  @Prop({ type: String, default: null })
  containerClass: string | null;

  /** For promotions: a mix-and-match wall, marked-down wine. */
  @Prop({ type: [String], default: [] })
  tags: string[];

  @Prop({ type: Boolean, default: true })
  ageRestricted: boolean;

  /** Food that benefits may pay for; what asks for an age never is. */
  @Prop({ type: Boolean, default: false })
  ebtEligible: boolean;

  /** Of one base unit; the cost of stock that was never received. */
  @Prop({ type: Number, default: 0 })
  costCents: Cents;

  /** Of one base unit. */
  @Prop({ type: Number, default: 0 })
  depositCents: Cents;

  @Prop({ type: Number, default: null })
  reorderPoint: BaseUnits | null;

  @Prop({ type: [PackSchema], required: true })
  packs: Pack[];

  /** The latest, oldest first; each written with the price it tells of. */
  @Prop({ type: [Object], default: [] })
  priceChanges: PriceChange[];

  /** The hash of its photo; null without one. */
  @Prop({ type: String, default: null })
  photo: string | null;

  /** False once archived. */
  @Prop({ type: Boolean, default: true })
  active: boolean;

  @Prop({ type: Number, required: true })
  version: number;

  /**
   * The barcodes of all packs of a product on sale; absent where there is none, so that the sparse unique index leaves the
   * product out. Over `packs.barcodes` a pack without one would be indexed as a null, which the next such product collides with.
   */
  @Prop({ type: [String], default: undefined })
  barcodes?: string[];

  /** The folded words of name, brand and SKU, which search finds by prefix. */
  @Prop({ type: [String], required: true })
  searchWords: string[];

  /** The folded name, in whose order lists come. */
  @Prop({ type: String, required: true })
  sortName: string;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const ProductSchema = SchemaFactory.createForClass(Product);
ProductSchema.index({ sku: 1 }, { unique: true, name: 'sku' });
ProductSchema.index({ barcodes: 1 }, { unique: true, sparse: true, name: 'barcode' });
ProductSchema.index({ searchWords: 1 }, { name: 'search' });
ProductSchema.index({ updatedAt: 1 }, { name: 'updated_at' });
ProductSchema.index({ active: 1, sortName: 1, _id: 1 }, { name: 'active_name' });
ProductSchema.index({ category: 1, sortName: 1, _id: 1 }, { name: 'category_name' });

export const PRODUCT_MODEL: ModelDefinition = { name: Product.name, schema: ProductSchema };
