/** How a way of paying behaves. */
export interface TenderKind {
  /** Counted out in notes and coins: what is due is rounded to the coins there are, and what is handed over above it is given back. */
  inCoins: boolean;
}

/** Every way of paying that a sale takes; what else depends on the tender is looked up here. */
export const TENDERS = {
  cash: { inCoins: true },
  card: { inCoins: false },
} as const satisfies Record<string, TenderKind>;

export type TenderType = keyof typeof TENDERS;

/** In the order in which receipts and reports list them. */
export const TENDER_TYPES = Object.keys(TENDERS) as readonly TenderType[];

/** An amount for each tender, nothing where none is given. */
export function byTender(amounts: Partial<Record<TenderType, number>> = {}): Record<TenderType, number> {
  return Object.fromEntries(TENDER_TYPES.map((type) => [type, amounts[type] ?? 0])) as Record<TenderType, number>;
}
