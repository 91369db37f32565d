/** What a product sold in some days, and what is there of it. All in base units. */
export interface Turnover {
  /** Sold less what came back; may be below zero. */
  soldUnits: number;
  days: number;
  onHand: number;
  reorderPoint: number | null;
  /** Of the largest pack it is bought in: 12 for a case of twelve. */
  packUnits: number;
}

/** Days for which what is there lasts at the pace it sold; null where it does not sell. Nothing on hand lasts no day. */
export function daysLeft({ soldUnits, days, onHand }: Turnover): number | null {
  if (soldUnits <= 0) return null;
  return Math.floor((Math.max(onHand, 0) * days) / soldUnits);
}

/** Of what there was, in hundredths of a percent: sold ÷ (sold + on hand). Null where there was nothing. */
export function sellThroughMillionths({ soldUnits, onHand }: Turnover): number | null {
  const sold = Math.max(soldUnits, 0);
  const had = sold + Math.max(onHand, 0);
  return had === 0 ? null : Math.round((sold * 1_000_000) / had);
}

/**
 * Whole packs to order, so that the shelf lasts `coverDays` at the pace it sold, and is above its reorder point. None while it lasts
 * `leadDays`, the time a delivery takes, and is above that point.
 */
export function packsToOrder(turnover: Turnover, coverDays: number, leadDays: number): number {
  const { soldUnits, days, onHand, reorderPoint, packUnits } = turnover;
  const pace = (spanDays: number) => Math.ceil((Math.max(soldUnits, 0) * spanDays) / days);
  const isLow = onHand < pace(leadDays) || (reorderPoint !== null && onHand <= reorderPoint);
  if (!isLow) return 0;
  const wanted = Math.max(pace(coverDays), reorderPoint === null ? 0 : reorderPoint + 1);
  return Math.max(0, Math.ceil((wanted - onHand) / packUnits));
}
