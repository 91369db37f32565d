import { allocate } from '../money/allocate.ts';
import { type Cents, cents, multiplyDivide } from '../money/money.ts';
import type { ManualDiscount } from './basket.ts';
import { ONE_IN_MILLIONTHS } from './rules.ts';

/** What a discount given by hand takes off an amount; never more than the amount. */
export function manualDiscountOf(discount: ManualDiscount, priceCents: Cents): Cents {
  const wanted =
    discount.kind === 'amount'
      ? discount.amountCents
      : multiplyDivide(priceCents, discount.rateMillionths, ONE_IN_MILLIONTHS);
  return cents(Math.min(wanted, priceCents));
}

/** A discount on the whole sale, shared out by what the lines cost: largest remainder, so that the parts add up to it. */
export function shareOut(discount: ManualDiscount, pricesCents: readonly Cents[]): Cents[] {
  const total = cents(pricesCents.reduce((sum, price) => sum + price, 0));
  return allocate(manualDiscountOf(discount, total), pricesCents).map(cents);
}
