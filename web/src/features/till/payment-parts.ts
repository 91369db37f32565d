import { cents } from '@liquor-pos/domain/money/money';
import { type CashRounding, roundCash } from '@liquor-pos/domain/tenders/settle';
import { sumOf } from '../../domain/settlement';
import type { PaidWith } from './basket';

/** What is still due in cash after what was taken, rounded as the store rounds cash. In cents. */
export function cashDue(totalCents: number, tendered: readonly PaidWith[], rounding: CashRounding): number {
  return roundCash(cents(totalCents - sumOf(tendered)), rounding);
}
