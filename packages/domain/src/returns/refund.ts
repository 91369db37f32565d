import { type Cents, cents } from '../money/money.ts';
import { type CashRounding, roundCash } from '../tenders/settle.ts';
import type { TenderType } from '../tenders/tender-types.ts';

/** How a sale was paid, as far as its lines go: what cards were charged, and what was left for cash. */
export interface PaidFor {
  cardCents: Cents;
  /** All lines less what cards paid: cash, and empties taken in its place, before cash rounding. */
  cashExactCents: Cents;
  /** What cash rounding added to it (negative: took off). */
  roundingCents: Cents;
  /** How the sale was rounded, whatever the store has set since. */
  rounding: CashRounding;
}

/** What came back of a sale so far, by what had paid for it; never negative. */
export interface Refunded {
  cardCents: Cents;
  /** The part that cash had paid for, to the cent. */
  cashExactCents: Cents;
  /** What coins paid, or would have, of that part. */
  cashPaidCents: Cents;
  /** Of what cards had paid for: what went back in cash all the same, to the cent and in coins. */
  cardInCashExactCents: Cents;
  cardInCashPaidCents: Cents;
}

export const NOTHING_REFUNDED: Refunded = {
  cardCents: cents(0),
  cashExactCents: cents(0),
  cashPaidCents: cents(0),
  cardInCashExactCents: cents(0),
  cardInCashPaidCents: cents(0),
};

export interface Refund {
  cardCents: Cents;
  cashCents: Cents;
  /** What came back of the sale, this refund included. */
  refunded: Refunded;
  /** Whether it goes back as the sale was paid: false where cash goes out for what a card paid, or the other way round. */
  asPaid: boolean;
}

/**
 * How an amount of a sale goes back. As the sale was paid: to the card first, up to what it was charged, and what is left in
 * cash. Or all of it to the tender that is named.
 *
 * What cash had paid for is rounded over all refunds of a sale together and as the sale itself was: 17.53 paid with 17.50 goes
 * back as 17.50, in one return or in many, in coins or to a card.
 *
 * @param amountCents what the returned lines were charged
 */
export function planRefund(
  amountCents: Cents,
  paid: PaidFor,
  before: Refunded,
  to: TenderType | 'as_paid' = 'as_paid',
): Refund {
  const ofCard = Math.min(amountCents, Math.max(paid.cardCents - before.cardCents, 0));
  const ofCash = amountCents - ofCard;
  const cashExactCents = cents(before.cashExactCents + ofCash);
  const due = Math.max(cashInCoins(cashExactCents, paid) - before.cashPaidCents, 0);
  const coins = ofCash > 0 ? due : 0;
  const refunded: Refunded = {
    ...before,
    cardCents: cents(before.cardCents + ofCard),
    cashExactCents,
    cashPaidCents: cents(before.cashPaidCents + coins),
  };
  switch (to) {
    case 'as_paid':
      return { cardCents: cents(ofCard), cashCents: cents(coins), refunded, asPaid: true };
    case 'card':
      return { cardCents: cents(ofCard + coins), cashCents: cents(0), refunded, asPaid: ofCash <= 0 };
    case 'cash': {
      const exact = cents(before.cardInCashExactCents + ofCard);
      const ofCardInCoins = Math.max(roundCash(exact, paid.rounding) - before.cardInCashPaidCents, 0);
      refunded.cardInCashExactCents = exact;
      refunded.cardInCashPaidCents = cents(before.cardInCashPaidCents + ofCardInCoins);
      return { cardCents: cents(0), cashCents: cents(ofCardInCoins + coins), refunded, asPaid: ofCard === 0 };
    }
  }
}

/** What coins pay of so much returned cash: never more than the sale took before all of it is back, and then exactly that. */
function cashInCoins(exactCents: Cents, { cashExactCents, roundingCents, rounding }: PaidFor): number {
  const taken = roundCash(cents(cashExactCents + roundingCents), rounding);
  if (exactCents < cashExactCents) return Math.min(roundCash(exactCents, rounding), taken);
  return taken + roundCash(cents(exactCents - cashExactCents), rounding);
}
