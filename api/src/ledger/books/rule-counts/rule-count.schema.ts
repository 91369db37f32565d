import type { Cents } from '@liquor-pos/domain/money/money';
import { type ModelDefinition, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SCHEMA_OPTIONS } from '../../../mongo/schema-options';

/** Tells these from the balances they stand beside: a tenant has no collection to spare (decision 0048). */
export const RULE_COUNT_KIND = 'rule_count';

/**
 * How often, and for how much, a limited offer was given; or how much of what is allocated a customer had. What was voided
 * is not counted, nor allocated bottles that came back.
 */
@Schema({ ...SCHEMA_OPTIONS, collection: 'stored_value' })
export class RuleCount {
  /** See `offerCounter` and `allocationCounter` in `pricing-rules/rule-limits`. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: String, required: true })
  kind: typeof RULE_COUNT_KIND;

  /** Sales of an offer, base units of what is allocated. */
  @Prop({ type: Number, required: true })
  times: number;

  /** What an offer took off. */
  @Prop({ type: Number, required: true })
  cents: Cents;
}

export const RuleCountSchema = SchemaFactory.createForClass(RuleCount);

export const RULE_COUNT_MODEL: ModelDefinition = { name: RuleCount.name, schema: RuleCountSchema };
