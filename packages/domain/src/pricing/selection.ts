import { addDays, type LocalDate, type LocalMoment, MINUTES_A_DAY, weekdayOf } from '../time/local-time.ts';
import type { RatedProduct } from './basket.ts';
import type { Promotion, Rule, Selector } from './rules.ts';

export const GENERAL_TAX_CODE = 'general';

export function selects(selector: Selector, product: RatedProduct): boolean {
  return (
    allows(selector.productIds, product.productId) &&
    allows(selector.categories, product.category) &&
    allows(selector.brands, product.brand) &&
    allows(selector.vendors, product.vendor) &&
    allows(selector.taxCodes, product.taxCode ?? GENERAL_TAX_CODE) &&
    allows(selector.containerClasses, product.containerClass) &&
    (!selector.tags || product.tags.some((tag) => selector.tags?.includes(tag))) &&
    reaches(product.volumeMl, selector)
  );
}

function allows(chosen: readonly string[] | null | undefined, value: string | null): boolean {
  return !chosen || (value !== null && chosen.includes(value));
}

function reaches(volumeMl: number | null, { minVolumeMl, maxVolumeMl }: Selector): boolean {
  if (minVolumeMl == null && maxVolumeMl == null) return true;
  return volumeMl !== null && volumeMl >= (minVolumeMl ?? 0) && volumeMl <= (maxVolumeMl ?? Number.MAX_SAFE_INTEGER);
}

/** Whether a rule holds in a store on a day. */
export function isInEffect(rule: Rule, storeId: string, { date }: LocalMoment): boolean {
  return (
    (rule.storeIds === null || rule.storeIds.includes(storeId)) &&
    (rule.effectiveFrom === null || rule.effectiveFrom <= date) &&
    (rule.effectiveTo === null || date <= rule.effectiveTo)
  );
}

/** The day whose promotions hold: hours past midnight belong to the day they began on. */
export function promotionDay({ hours }: Promotion, { date, minute }: LocalMoment): LocalDate {
  const pastMidnight = hours !== null && hours.fromMinute > hours.toMinute && minute < hours.toMinute;
  return pastMidnight ? addDays(date, -1) : date;
}

/** Whether a promotion that is in effect runs on this weekday at this hour. */
export function isRunning(promotion: Promotion, at: LocalMoment): boolean {
  const { weekdays, hours } = promotion;
  const { fromMinute, toMinute } = hours ?? { fromMinute: 0, toMinute: MINUTES_A_DAY };
  if (weekdays !== null && !weekdays.includes(weekdayOf(promotionDay(promotion, at)))) return false;
  const { minute } = at;
  return fromMinute < toMinute ? fromMinute <= minute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

/** The one order in which rules of a kind are taken, however they were stored. */
export function byId(a: Rule, b: Rule): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
