import { type Delivery, NO_DELIVERY } from './delivery';

/** The delivery being typed in, kept on this device until it is booked or thrown away: no key and no reload loses twenty lines. */
export function keptDraft(storeId: string | undefined): Delivery {
  const kept = localStorage.getItem(keyOf(storeId));
  return kept ? (JSON.parse(kept) as Delivery) : NO_DELIVERY;
}

export function keepDraft(storeId: string | undefined, delivery: Delivery): void {
  const isEmpty = delivery.lines.length === 0 && delivery.vendor === '' && delivery.invoice === '';
  if (isEmpty) localStorage.removeItem(keyOf(storeId));
  else localStorage.setItem(keyOf(storeId), JSON.stringify(delivery));
}

/** Stores' ids are unique across organizations. */
function keyOf(storeId: string | undefined): string {
  return `delivery.draft.1.${storeId ?? 'first'}`;
}
