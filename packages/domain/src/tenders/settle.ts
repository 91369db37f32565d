import { type Cents, cents, sumCents } from '../money/money.ts';
import { TENDERS, type TenderType } from './tender-types.ts';

export interface Tender {
  type: TenderType;
  /** What the customer hands over, or is charged or taken off a balance; at least 1. */
  amountCents: Cents;
}

/** How cash is rounded where small coins are gone. */
export interface CashRounding {
  /** 1 for no rounding, 5 or 10. */
  toCents: 1 | 5 | 10;
  /** Nearest rounds half away from zero; up is toward the store, down toward the customer. */
  mode: 'nearest' | 'up' | 'down';
}

export const NO_ROUNDING: CashRounding = { toCents: 1, mode: 'nearest' };

export type Settlement =
  | {
      settled: true;
      changeCents: Cents;
      /** What rounding added to the cash part (negative: took off). Tenders less change = total + rounding. */
      roundingCents: Cents;
    }
  | { settled: false; fault: 'insufficient_tender'; missingCents: Cents }
  | { settled: false; fault: 'card_over_tendered'; excessCents: Cents };

/**
 * Whether the tenders pay the total. Whatever is no cash (cards, checks, gift cards) pays to the cent and no more than is due; what
 * is left is paid in cash, and rounded.
 * A negative total (empties brought back, a return) is paid out in cash as change.
 */
export function settle(
  totalCents: Cents,
  tenders: readonly Tender[],
  rounding: CashRounding = NO_ROUNDING,
): Settlement {
  const onCards = sumCents(tenders.filter(({ type }) => !TENDERS[type].inCoins).map((tender) => tender.amountCents));
  if (onCards > Math.max(totalCents, 0)) {
    return { settled: false, fault: 'card_over_tendered', excessCents: cents(onCards - Math.max(totalCents, 0)) };
  }
  const cashDue = cents(totalCents - onCards);
  const inCash = cents(sumCents(tenders.map((tender) => tender.amountCents)) - onCards);
  // A card that leaves a rest is not forgiven it: only who pays in cash, or is paid, meets the coins there are.
  const paysInCash = inCash > 0 || onCards === 0 || cashDue < 0;
  const rounded = paysInCash ? roundCash(cashDue, rounding) : cashDue;
  if (inCash < rounded) return { settled: false, fault: 'insufficient_tender', missingCents: cents(rounded - inCash) };
  return { settled: true, changeCents: cents(inCash - rounded), roundingCents: cents(rounded - cashDue) };
}

/** What is due in cash, in coins there are. */
export function roundCash(amountCents: Cents, { toCents, mode }: CashRounding): Cents {
  const over = ((amountCents % toCents) + toCents) % toCents;
  if (over === 0) return amountCents;
  const down = amountCents - over;
  const nearestIsUp = 2 * over === toCents ? amountCents > 0 : 2 * over > toCents;
  return cents(mode === 'up' || (mode === 'nearest' && nearestIsUp) ? down + toCents : down);
}

/** What is paid out in cash, in coins there are: up is toward the store here too. @param amountCents not negative */
export function cashPaidOut(amountCents: Cents, rounding: CashRounding): Cents {
  return cents(Math.abs(roundCash(cents(-amountCents), rounding)));
}
