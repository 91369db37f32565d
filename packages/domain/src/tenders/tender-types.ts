/** How a way of paying behaves. */
export interface TenderKind {
  /** Counted out in notes and coins: what is due is rounded to the coins there are, and what is handed over above it is given back. */
  inCoins: boolean;
  /** Lies in the drawer, or on the slip of a terminal, and is counted when the drawer is closed. What is not has a book of its own. */
  counted: boolean;
  /** Handed over by a customer, where the store takes it. What is not comes about by itself. */
  tendered: boolean;
}

/** Every way of paying that a sale takes; what else depends on the tender is looked up here. */
export const TENDERS = {
  cash: { inCoins: true, counted: true, tendered: true },
  card: { inCoins: false, counted: true, tendered: true },
  check: { inCoins: false, counted: true, tendered: true },
  gift_card: { inCoins: false, counted: false, tendered: true },
  store_credit: { inCoins: false, counted: false, tendered: true },
  /** Benefits for food (SNAP), on a card of their own: for eligible lines alone, never in cash again. */
  ebt: { inCoins: false, counted: true, tendered: true },
  /** Bought on account, to be paid later: up to the limit the store gives. */
  house_account: { inCoins: false, counted: false, tendered: true },
  other: { inCoins: false, counted: true, tendered: true },
  /** What came back in an exchange pays for what goes out: in the two documents of one exchange it comes to nothing. */
  exchange: { inCoins: false, counted: false, tendered: false },
} as const satisfies Record<string, TenderKind>;

export type TenderType = keyof typeof TENDERS;

/** In the order in which receipts and reports list them. */
export const TENDER_TYPES = Object.keys(TENDERS) as readonly TenderType[];

/** What a customer can pay with; a store takes some of it. */
export type TenderedType = { [T in TenderType]: (typeof TENDERS)[T]['tendered'] extends true ? T : never }[TenderType];
export const TENDERED_TYPES = TENDER_TYPES.filter((type): type is TenderedType => TENDERS[type].tendered);

/** What the store owes whoever holds the code, to be paid in goods. */
export const STORED_VALUE_TYPES = ['gift_card', 'store_credit'] as const satisfies readonly TenderType[];
export type StoredValueType = (typeof STORED_VALUE_TYPES)[number];

export function isStoredValue(type: TenderType): type is StoredValueType {
  return (STORED_VALUE_TYPES as readonly TenderType[]).includes(type);
}

/** What has a balance of its own, which a code names: what the store owes, or is owed. */
export const BALANCE_TYPES = [...STORED_VALUE_TYPES, 'house_account'] as const satisfies readonly TenderType[];
export type BalanceType = (typeof BALANCE_TYPES)[number];

export function hasBalance(type: TenderType): type is BalanceType {
  return (BALANCE_TYPES as readonly TenderType[]).includes(type);
}

/** An amount for each tender, nothing where none is given. */
export function byTender(amounts: Partial<Record<TenderType, number>> = {}): Record<TenderType, number> {
  return Object.fromEntries(TENDER_TYPES.map((type) => [type, amounts[type] ?? 0])) as Record<TenderType, number>;
}
