import type { LocalDate } from '@liquor-pos/domain/time/local-time';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

export const RULE_KINDS = ['taxes', 'deposits', 'promotions', 'ages', 'hours', 'minimums', 'allocations'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** A rule of any kind. What the kinds differ in stands in `content`, in the shape the pricing package works with. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'pricing_rules' })
export class PricingRule {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true, enum: RULE_KINDS })
  kind: RuleKind;

  @Prop({ type: Number, required: true })
  version: number;

  @Prop({ type: String, required: true })
  name: string;

  /** Null for all stores. */
  @Prop({ type: [String], default: null })
  storeIds: string[] | null;

  @Prop({ type: String, default: null })
  effectiveFrom: LocalDate | null;

  @Prop({ type: String, default: null })
  effectiveTo: LocalDate | null;

  @Prop({ type: Object, required: true })
  content: Record<string, unknown>;

  /** The preset it came from, and which of its rules it was; null for one made by hand. */
  @Prop({ type: String, default: null })
  preset?: string | null;

  @Prop({ type: Date, required: true })
  createdAt: Date;

  @Prop({ type: Date, required: true })
  updatedAt: Date;
}

export const PricingRuleSchema = SchemaFactory.createForClass(PricingRule);

export const PRICING_RULE_MODEL: ModelDefinition = { name: PricingRule.name, schema: PricingRuleSchema };
