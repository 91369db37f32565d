import { type Cents, cents, sumCents } from '../money/money.ts';
import { type CashRounding, roundCash, type Tender } from '../tenders/settle.ts';
import type { TenderType } from '../tenders/tender-types.ts';

/** How a sale was paid, as far as its lines go: what was charged to the cent, and what was left for cash. */
export interface PaidFor<T extends Tender = Tender> {
  /** Cards, checks, gift cards: in this order money goes back to them. */
  exact: readonly T[];
  /** All lines less what those paid: cash, and empties taken in its place, before cash rounding. */
  cashExactCents: Cents;
  /** What cash rounding added to it (negative: took off). */
  roundingCents: Cents;
  /** How the sale was rounded, whatever the store has set since. */
  rounding: CashRounding;
  /** Benefits, and how much of what they paid is due when this is back: it goes back to them and nowhere else. */
  benefits: { tenders: readonly T[]; dueCents: Cents };
}

/** What came back of a sale so far, by what had paid for it; never negative. */
export interface Refunded {
  /** The part that cards, checks and gift cards had paid for. */
  cardCents: Cents;
  /** The part that cash had paid for, to the cent. */
  cashExactCents: Cents;
  /** What coins paid, or would have, of that part. */
  cashPaidCents: Cents;
  /** Of that: what went back in cash all the same, to the cent and in coins. */
  cardInCashExactCents: Cents;
  cardInCashPaidCents: Cents;
  /** The part that benefits had paid for. */
  ebtCents: Cents;
}

export const NOTHING_REFUNDED: Refunded = {
  cardCents: cents(0),
  cashExactCents: cents(0),
  cashPaidCents: cents(0),
  cardInCashExactCents: cents(0),
  cardInCashPaidCents: cents(0),
  ebtCents: cents(0),
};

export interface Refund<T extends Tender = Tender> {
  /** Where it goes, as positive amounts; each of what paid to the cent is named as it paid. */
  tenders: (T | Tender)[];
  /** What came back of the sale, this refund included. */
  refunded: Refunded;
  /** Whether it goes back as the sale was paid: false where cash goes out for what a card paid, or the other way round. */
  asPaid: boolean;
}

/** Whom all of a refund can be given to instead of going back as it was paid. */
export const REFUND_TENDERS = ['cash', 'card', 'store_credit'] as const satisfies readonly TenderType[];
export type RefundTender = (typeof REFUND_TENDERS)[number];

/**
 * How an amount of a sale goes back. As the sale was paid: to what paid to the cent first, up to what it paid, and what is left in
 * cash. Or all of it to the tender that is named.
 *
 * What cash had paid for is rounded over all refunds of a sale together and as the sale itself was: 17.53 paid with 17.50 goes
 * back as 17.50, in one return or in many, in coins or to a card.
 *
 * What benefits paid goes back to their card whatever is named, and first: cash for it is trafficking (FNS, “Sales Tax, Fees, and
 * Refunds”; 7 CFR 271.2).
 *
 * @param amountCents what the returned lines were charged
 */
export function planRefund<T extends Tender>(
  amountCents: Cents,
  paid: PaidFor<T>,
  before: Refunded,
  to: RefundTender | 'as_paid' = 'as_paid',
): Refund<T> {
  const ofBenefits = Math.min(amountCents, Math.max(paid.benefits.dueCents - before.ebtCents, 0));
  const toBenefits = partsOf(paid.benefits.tenders, before.ebtCents, ofBenefits);
  const restCents = amountCents - ofBenefits;
  const exactCents = sumCents(paid.exact.map((tender) => tender.amountCents));
  const ofExact = Math.min(restCents, Math.max(exactCents - before.cardCents, 0));
  const parts = partsOf(paid.exact, before.cardCents, ofExact);
  const ofCash = restCents - ofExact;
  const cashExactCents = cents(before.cashExactCents + ofCash);
  const due = Math.max(cashInCoins(cashExactCents, paid) - before.cashPaidCents, 0);
  const coins = ofCash > 0 ? due : 0;
  const refunded: Refunded = {
    ...before,
    cardCents: cents(before.cardCents + ofExact),
    cashExactCents,
    cashPaidCents: cents(before.cashPaidCents + coins),
    ebtCents: cents(before.ebtCents + ofBenefits),
  };
  switch (to) {
    case 'as_paid':
      return { tenders: [...toBenefits, ...parts, ...paidOut('cash', coins)], refunded, asPaid: true };
    case 'card':
    case 'store_credit': {
      const asPaid = ofCash <= 0 && parts.every(({ type }) => type === to);
      return { tenders: [...toBenefits, ...paidOut(to, ofExact + coins)], refunded, asPaid };
    }
    case 'cash': {
      const exact = cents(before.cardInCashExactCents + ofExact);
      const ofExactInCoins = Math.max(roundCash(exact, paid.rounding) - before.cardInCashPaidCents, 0);
      refunded.cardInCashExactCents = exact;
      refunded.cardInCashPaidCents = cents(before.cardInCashPaidCents + ofExactInCoins);
      const tenders = [...toBenefits, ...paidOut('cash', ofExactInCoins + coins)];
      return { tenders, refunded, asPaid: ofExact === 0 };
    }
  }
}

function paidOut(type: TenderType, amountCents: number): Tender[] {
  return amountCents > 0 ? [{ type, amountCents: cents(amountCents) }] : [];
}

/** So much of them, behind what went back before: over all refunds each gets what it paid, one after the other. */
function partsOf<T extends Tender>(exact: readonly T[], beforeCents: number, amountCents: number): T[] {
  let begins = 0;
  return exact.flatMap((tender) => {
    const from = Math.max(begins, beforeCents);
    begins += tender.amountCents;
    const part = Math.min(begins, beforeCents + amountCents) - from;
    return part > 0 ? [{ ...tender, amountCents: cents(part) }] : [];
  });
}

/** What coins pay of so much returned cash: never more than the sale took before all of it is back, and then exactly that. */
function cashInCoins(exactCents: Cents, { cashExactCents, roundingCents, rounding }: PaidFor): number {
  const taken = roundCash(cents(cashExactCents + roundingCents), rounding);
  if (exactCents < cashExactCents) return Math.min(roundCash(exactCents, rounding), taken);
  return taken + roundCash(cents(exactCents - cashExactCents), rounding);
}
