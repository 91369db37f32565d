import { allocate } from '../money/allocate.ts';
import { type Fraction, fraction, whole } from '../money/fraction.ts';
import { type Cents, cents, sumCents, ZERO_CENTS } from '../money/money.ts';

/** What of a basket's position benefits may pay for. */
export interface Payable {
  /** Its price and the deposit the law asks for, without taxes on top; nothing where it is no food. */
  eligibleCents: Cents;
  /** Charged a tax on top, were it paid for otherwise. */
  isTaxed: boolean;
}

/**
 * What benefits (SNAP) pay of each position. They pay first for what would be taxed otherwise, so that as little tax as possible is
 * charged: OAC 5703-9-48, 20 NYCRR 528.27, WAC 458-20-244. No tax is charged on what they pay for (FNS, “Sales Tax, Fees, and Refunds”).
 *
 * @param ebtCents no more is paid than is eligible
 */
export function paidByBenefits(ebtCents: Cents, positions: readonly Payable[]): Cents[] {
  let left: number = ebtCents;
  const paid = positions.map(() => ZERO_CENTS);
  for (const taxedNow of [true, false]) {
    const weights = positions.map(({ eligibleCents, isTaxed }) => (isTaxed === taxedNow ? eligibleCents : 0));
    const now = Math.min(left, sumCents(weights.map(cents)));
    if (now === 0) continue;
    allocate(now, weights).forEach((part, index) => {
      paid[index] = cents((paid[index] ?? 0) + part);
    });
    left -= now;
  }
  return paid;
}

/** What is left to be taxed of something when benefits pay some of it. */
export function taxedPart(eligibleCents: Cents, paidCents: Cents): Fraction {
  return paidCents === 0 ? whole(1) : fraction(BigInt(eligibleCents - paidCents), BigInt(eligibleCents));
}
