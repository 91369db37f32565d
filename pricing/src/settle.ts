import { type Cents, cents, sumCents } from './money.ts';

export type TenderType = 'cash' | 'card';

export interface Tender {
  type: TenderType;
  /** What the customer hands over or the card is charged; at least 1. */
  amountCents: Cents;
}

export type Settlement =
  | { settled: true; changeCents: Cents }
  | { settled: false; fault: 'insufficient_tender'; missingCents: Cents }
  | { settled: false; fault: 'card_over_tendered'; excessCents: Cents };

/** Whether the tenders pay the total. Change is given from cash alone, so cards may not exceed what is due. */
export function settle(totalCents: Cents, tenders: readonly Tender[]): Settlement {
  const tendered = sumCents(tenders.map((tender) => tender.amountCents));
  const onCards = sumCents(tenders.filter((tender) => tender.type === 'card').map((tender) => tender.amountCents));
  if (onCards > totalCents) {
    return { settled: false, fault: 'card_over_tendered', excessCents: cents(onCards - totalCents) };
  }
  if (tendered < totalCents) {
    return { settled: false, fault: 'insufficient_tender', missingCents: cents(totalCents - tendered) };
  }
  return { settled: true, changeCents: cents(tendered - totalCents) };
}
