import { type Cents, cents } from './money.ts';
import { type CashRounding, roundCash, type TenderType } from './settle.ts';

/** How a sale was paid, as far as its lines go: what cards were charged, and what was left for cash. */
export interface PaidFor {
  cardCents: Cents;
  /** All lines less what cards paid: cash, and empties taken in its place, before cash rounding. */
  cashExactCents: Cents;
  /** What cash rounding added to it (negative: took off). */
  roundingCents: Cents;
}

/** What went back of a sale so far; never negative. */
export interface Refunded {
  cardCents: Cents;
  /** The part that goes back in cash, to the cent. */
  cashExactCents: Cents;
  /** What coins paid of it. */
  cashPaidCents: Cents;
}

export const NOTHING_REFUNDED: Refunded = { cardCents: cents(0), cashExactCents: cents(0), cashPaidCents: cents(0) };

export interface Refund {
  cardCents: Cents;
  cashCents: Cents;
  /** What went back of the sale, this refund included. */
  refunded: Refunded;
  /** Whether the sale was paid that way: false where cash goes out for what a card paid, or the other way round. */
  asPaid: boolean;
}

/**
 * How an amount of a sale goes back. As the sale was paid: to the card first, up to what it was charged, and what is left in
 * cash. Or all of it to the tender that is named.
 *
 * Cash is rounded over all refunds of a sale together and as the sale itself was: 17.53 paid with 17.50 goes back as 17.50,
 * in one return or in many.
 *
 * @param amountCents what the returned lines were charged
 */
export function planRefund(
  amountCents: Cents,
  paid: PaidFor,
  before: Refunded,
  rounding: CashRounding,
  to: TenderType | 'as_paid' = 'as_paid',
): Refund {
  const leftOnCard = Math.max(paid.cardCents - before.cardCents, 0);
  const toCard = to === 'card' ? amountCents : to === 'cash' ? 0 : Math.min(amountCents, leftOnCard);
  const toCash = amountCents - toCard;
  const cashExactCents = cents(before.cashExactCents + toCash);
  const due = cashInCoins(cashExactCents, paid, rounding) - before.cashPaidCents;
  const cashCents = cents(Math.max(toCash > 0 ? due : 0, 0));
  return {
    cardCents: cents(toCard),
    cashCents,
    refunded: {
      cardCents: cents(before.cardCents + toCard),
      cashExactCents,
      cashPaidCents: cents(before.cashPaidCents + cashCents),
    },
    asPaid: toCard <= leftOnCard && (toCash <= 0 || cashExactCents <= paid.cashExactCents),
  };
}

/** What coins pay of so much returned cash: never more than the sale took before all of it is back, and then exactly that. */
function cashInCoins(exactCents: Cents, paid: PaidFor, rounding: CashRounding): number {
  const taken = roundCash(cents(paid.cashExactCents + paid.roundingCents), rounding);
  if (exactCents < paid.cashExactCents) return Math.min(roundCash(exactCents, rounding), taken);
  return taken + roundCash(cents(exactCents - paid.cashExactCents), rounding);
}
