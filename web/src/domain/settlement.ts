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

/** What is handed to the customer out of the drawer: change, and what goods that came back were paid for with. */
export function cashBackOf({ changeCents, exchanged }: Schemas['SaleDto']): number {
  return changeCents - sumOf((exchanged?.tenders ?? []).filter(({ type }) => type === 'cash'));
}

export function sumOf(amounts: readonly { amountCents: number }[]): number {
  return amounts.reduce((sum, { amountCents }) => sum + amountCents, 0);
}
