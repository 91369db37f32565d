import { type Cents, ZERO_CENTS } from '../money/money.ts';
import type { Rule } from './rules.ts';

export type TraceRule =
  | 'pack_price'
  | 'promotion'
  | 'price_override'
  | 'line_discount'
  | 'sale_discount'
  | 'minimum_price'
  | 'deposit'
  | 'tax';

/** Why a rule applied or did not; stable, for programs and translations. `reason` says the same to people. */
export type TraceCode =
  | 'applied'
  | 'not_running'
  | 'other_customers'
  | 'needs_coupon'
  | 'needs_customer'
  | 'needs_tender'
  | 'used_up'
  | 'counts_only'
  | 'set_by_hand'
  | 'needs_more'
  | 'better_offer'
  | 'limit_reached'
  | 'tax_exempt'
  | 'paid_by_benefits'
  | 'volume_unknown';

/** One rule that was considered for a line, and what became of it. */
export interface TraceEntry {
  rule: TraceRule;
  /** Null for what is no stored rule: the pack's price, what was done by hand. */
  ruleId: string | null;
  ruleVersion: number | null;
  name: string;
  applied: boolean;
  code: TraceCode;
  reason: string;
  /** What it took off or put on the line. */
  amountCents: Cents;
  /** Base units that are missing for the offer, or for its next step. */
  missingUnits: number | null;
}

export function traceOf(
  rule: TraceRule,
  of: Rule | string,
  outcome: { code: TraceCode; reason: string; amountCents?: Cents; missingUnits?: number | null },
): TraceEntry {
  const { code, reason, amountCents = ZERO_CENTS, missingUnits = null } = outcome;
  const named =
    typeof of === 'string'
      ? { ruleId: null, ruleVersion: null, name: of }
      : { ruleId: of.id, ruleVersion: of.version, name: of.name };
  return { rule, ...named, applied: code === 'applied', code, reason, amountCents, missingUnits };
}
