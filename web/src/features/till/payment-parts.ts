import { cents } from '@liquor-pos/domain/money/money';
import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import { type CashRounding, roundCash } from '@liquor-pos/domain/tenders/settle';
import { sumOf } from '../../domain/settlement';
import type { PaidWith } from './basket';

/**
 * The most that benefits may pay besides what was taken: with more of them less is due, for less is taxed. In cents.
 * @param dueWith what is due in all where benefits pay so much more
 * @param eligibleCents what is left of what they may pay
 */
export function mostOfBenefits(dueWith: (cents: number) => number, takenCents: number, eligibleCents: number): number {
  let least = 0;
  let most = Math.max(eligibleCents, 0);
  // What is due falls by less than what is paid rises: between the two, the middle tells which half has the answer.
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (takenCents + middle <= dueWith(middle)) least = middle;
    else most = middle - 1;
  }
  return least;
}

/**
 * What is paid, or paid out, of a sale for which goods come back: they pay for goods alone, and what they are worth beside a gift card or an
 * account's payment is handed back. In cents.
 */
export function dueBeside(
  worthCents: number,
  { totalCents, giftCardCents, accountPaymentCents }: PricedBasket['totals'],
): number {
  const valueCents = giftCardCents + accountPaymentCents;
  return totalCents - (valueCents > 0 ? Math.min(worthCents, totalCents - valueCents) : worthCents);
}

/** What is still due in cash after what was taken, rounded as the store rounds cash. In cents. */
export function cashDue(totalCents: number, tendered: readonly PaidWith[], rounding: CashRounding): number {
  return roundCash(cents(totalCents - sumOf(tendered)), rounding);
}
