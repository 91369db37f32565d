import { cents } from '@liquor-pos/domain/money/money';
import { type CashRounding, roundCash } from '@liquor-pos/domain/tenders/settle';
import type { PaidWith } from './machine/open-sale';

export function sumOf(tenders: readonly PaidWith[]): number {
  return tenders.reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** What is still due in cash after what was taken, rounded as the store rounds cash. In cents. */
export function cashDue(totalCents: number, tendered: readonly PaidWith[], rounding: CashRounding): number {
  return roundCash(cents(totalCents - sumOf(tendered)), rounding);
}
