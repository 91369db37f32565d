import { type Cents, cents, sumCents } from '../money/money.ts';
import { type CashRounding, cashPaidOut, type Tender } from '../tenders/settle.ts';
import { TENDERS } from '../tenders/tender-types.ts';

/** What goods that come back are worth in one payment with goods that go out. */
export interface Exchange<T extends Tender = Tender> {
  /** What of it pays for what goes out. */
  creditCents: Cents;
  /** The rest, given back: to what had paid to the cent first, cash last and in coins. */
  tenders: T[];
}

/**
 * Sets goods that come back against a sale. They pay for it as far as they go, cash first, so that a rest goes back to the card it
 * came from.
 *
 * @param refund how all of it would go back were nothing sold with it, as positive amounts
 * @param saleCents what the goods that go out cost; not negative
 * @param rounding how cash is rounded today
 */
export function planExchange<T extends Tender>(
  refund: readonly T[],
  saleCents: Cents,
  rounding: CashRounding,
): Exchange<T> {
  const creditCents = cents(Math.min(sumCents(refund.map(({ amountCents }) => amountCents)), saleCents));
  let usedCents: number = creditCents;
  const left = refund.toReversed().map((tender) => {
    const used = Math.min(usedCents, tender.amountCents);
    usedCents -= used;
    const restCents = cents(tender.amountCents - used);
    return { ...tender, amountCents: TENDERS[tender.type].inCoins ? cashPaidOut(restCents, rounding) : restCents };
  });
  return { creditCents, tenders: left.filter(({ amountCents }) => amountCents > 0).toReversed() };
}
