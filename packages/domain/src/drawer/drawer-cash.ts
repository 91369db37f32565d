import { type Cents, cents } from '../money/money.ts';

/** Why cash comes into a drawer or leaves it, besides sales; a no-sale only opens it. */
export const CASH_MOVEMENTS = {
  pay_in: { sign: 1 },
  payout: { sign: -1 },
  drop: { sign: -1 },
  no_sale: { sign: 0 },
} as const satisfies Record<string, { sign: -1 | 0 | 1 }>;

export type CashMovementType = keyof typeof CASH_MOVEMENTS;

export const CASH_MOVEMENT_TYPES = Object.keys(CASH_MOVEMENTS) as readonly CashMovementType[];

/** What a movement changes a drawer by; negative where cash leaves. */
export function cashChange({ type, amountCents }: { type: CashMovementType; amountCents: number }): Cents {
  return cents(CASH_MOVEMENTS[type].sign * amountCents);
}

/** What should be in a drawer: what it was opened with, what sales left there, and what was put in or taken out besides. */
export function expectedCash(openingCents: number, fromSalesCents: number, movedCents: number): Cents {
  return cents(openingCents + fromSalesCents + movedCents);
}
