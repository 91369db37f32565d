import { readStored } from '../../lib/stored';
import { type Delivery, type DeliveryLine, newDelivery } from './delivery';

/** The delivery being typed in, kept on this device until it is booked or thrown away: no key and no reload loses twenty lines. */
export function keptDraft(storeId: string | undefined): Delivery {
  const kept = localStorage.getItem(keyOf(storeId));
  return readStored<Delivery>(kept, isDelivery) ?? newDelivery();
}

function isDelivery({ key, lines, sentBy }: Partial<Delivery>): boolean {
  const isLine = (line: Partial<DeliveryLine> | null) => Boolean(line?.id && line.packId && line.product?.packs);
  const isSender = sentBy === undefined || Boolean(sentBy?.id && sentBy.name);
  return key !== undefined && isSender && Array.isArray(lines) && lines.every(isLine);
}

export function keepDraft(storeId: string | undefined, delivery: Delivery): void {
  const isEmpty = delivery.lines.length === 0 && delivery.vendor === '' && delivery.invoice === '';
  if (isEmpty) localStorage.removeItem(keyOf(storeId));
  else localStorage.setItem(keyOf(storeId), JSON.stringify(delivery));
}

/** The draft that was booked is done with, unless another took its place. */
export function dropDraft(storeId: string | undefined, key: string): void {
  if (keptDraft(storeId).key === key) localStorage.removeItem(keyOf(storeId));
}

/** Stores' ids are unique across organizations. */
function keyOf(storeId: string | undefined): string {
  return `delivery.draft.2.${storeId ?? 'first'}`;
}
