import type { Schemas } from '../lib/api-client';

/** Of what a sale or return was settled with, what went from hand to hand; goods for goods went nowhere. */
export function handedOver(tenders: readonly Schemas['PaidTenderDto'][]) {
  return tenders.flatMap(({ type, ...paid }) => (type === 'exchange' ? [] : [{ type, ...paid }]));
}

/** What a customer paid for a sale, its change taken off, and what goods that came back had handed to them. */
export function settlementOf({ tenders, changeCents, exchanged }: Schemas['SaleDto']) {
  return {
    paidCents: sumOf(handedOver(tenders)) - changeCents,
    // A return's amounts are negative; taken from 0, so that nothing is 0 and not −0.
    backCents: 0 - sumOf(handedOver(exchanged?.tenders ?? [])),
  };
}

export function sumOf(amounts: readonly { amountCents: number }[]): number {
  return amounts.reduce((sum, { amountCents }) => sum + amountCents, 0);
}
