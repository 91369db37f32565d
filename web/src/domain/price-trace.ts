import type { TextKey, useT } from '../lib/texts';

/** A step of a line's price, of the till's own pricing or as the server kept it. */
interface TraceStep {
  rule: string;
  /** Of the rule that was applied, where the organization keeps it. */
  ruleId?: string | null;
  name: string;
  amountCents: number;
}

const TAKEN_OFF = ['promotion', 'price_override', 'line_discount', 'sale_discount', 'minimum_price'];

/** Which rule it was, and its name where there may be several. */
export function stepTitle({ rule, ruleId, name }: TraceStep, t: ReturnType<typeof useT>): string {
  const kind = t(`trace.${rule}` as TextKey);
  return ruleId || rule === 'deposit' ? `${kind}: ${name}` : kind;
}

/** What it did to the price, in cents: below nothing where it took off. */
export function stepCents({ rule, amountCents }: TraceStep): number {
  return TAKEN_OFF.includes(rule) ? -amountCents : amountCents;
}
