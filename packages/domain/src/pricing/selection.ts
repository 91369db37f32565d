import { addDays, type LocalDate, type LocalMoment, MINUTES_A_DAY, weekdayOf } from '../time/local-time.ts';
import type { BasketLine, RatedProduct } from './basket.ts';
import type { Promotion, Rule, Selector } from './rules.ts';

export const GENERAL_TAX_CODE = 'general';

/** A product, and the pack it is sold in where that is known. */
export type Selectable = RatedProduct & Partial<Pick<BasketLine, 'unitsPerPack' | 'unitPriceCents'>>;
type Check = (product: Selectable) => boolean;

export function selects(selector: Selector, product: Selectable): boolean {
  return checksOf(selector).every((check) => check(product));
}

/** What a selector asks, made once: it may name thousands of products, and be asked for each line of each basket. */
function checksOf(selector: Selector): readonly Check[] {
  let checks = KNOWN_CHECKS.get(selector);
  if (!checks) {
    checks = makeChecks(selector);
    KNOWN_CHECKS.set(selector, checks);
  }
  return checks;
}
const KNOWN_CHECKS = new WeakMap<Selector, readonly Check[]>();

function makeChecks(selector: Selector): Check[] {
  const { tags, packUnits, except } = selector;
  return [
    ...oneOf(selector.productIds, ({ productId }) => productId),
    ...oneOf(selector.categories, ({ category }) => category),
    ...oneOf(selector.brands, ({ brand }) => brand),
    ...oneOf(selector.vendors, ({ vendor }) => vendor),
    ...oneOf(selector.taxCodes, ({ taxCode }) => taxCode ?? GENERAL_TAX_CODE),
    ...oneOf(selector.containerClasses, ({ containerClass }) => containerClass),
    ...(tags ? [(product: Selectable) => product.tags.some((tag) => tags.includes(tag))] : []),
    ...(packUnits ? [({ unitsPerPack }: Selectable) => packUnits.some((units) => units === unitsPerPack)] : []),
    ...within(selector.minVolumeMl, selector.maxVolumeMl, ({ volumeMl }) => volumeMl),
    ...within(selector.minAbv, selector.maxAbv, ({ abv }) => abv),
    ...within(selector.minPriceCents, selector.maxPriceCents, ({ unitPriceCents }) => unitPriceCents),
    ...(except ? [(product: Selectable) => !selects(except, product)] : []),
  ];
}

function oneOf(chosen: readonly string[] | null | undefined, valueIn: (product: Selectable) => string | null): Check[] {
  if (!chosen) return [];
  const values = new Set(chosen);
  return [
    (product) => {
      const value = valueIn(product);
      return value !== null && values.has(value);
    },
  ];
}

/** What is unknown is within no bounds. */
function within(
  least: number | null | undefined,
  most: number | null | undefined,
  valueIn: (product: Selectable) => number | null | undefined,
): Check[] {
  if (least == null && most == null) return [];
  return [
    (product) => {
      const value = valueIn(product);
      return value != null && value >= (least ?? 0) && value <= (most ?? Number.MAX_SAFE_INTEGER);
    },
  ];
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
