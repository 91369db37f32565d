import { addDays, type LocalDate, type LocalMoment, MINUTES_A_DAY, weekdayOf } from '../time/local-time.ts';
import type { RatedProduct } from './basket.ts';
import type { HoursRule, SaleWindow } from './rules.ts';
import { isInEffect, selects } from './selection.ts';

/** Whether products may be sold now, and until when. */
export type SaleHours =
  | {
      open: true;
      /** When selling ends; undefined when no hours end it within a week. */
      until: LocalMoment | undefined;
      rule: HoursRule | undefined;
    }
  | {
      open: false;
      /** When selling begins again, by every rule; undefined when not within a week. */
      opensAt: LocalMoment | undefined;
      /** The rule that forbids it: of several one that leaves nothing to the store. */
      rule: HoursRule;
    };

const DAYS_AHEAD = 8;

/**
 * Sale hours of some products together: they may be sold when every rule that chooses any of them allows it. Hours past midnight belong to the
 * day they began on, also where a rule begins or ends with that day.
 */
export function saleHours(
  products: readonly RatedProduct[],
  hours: readonly HoursRule[],
  storeId: string,
  at: LocalMoment,
): SaleHours {
  const asked = hours.filter((rule) => products.some((product) => selects(rule.selector, product)));
  const weeks = asked.map((rule) => weekOf(rule, storeId, at.date));
  const forbids = forbiddenBy(weeks, at.minute);
  const changes = turningPoints(weeks).filter((minute) => minute > at.minute);
  if (forbids) {
    const opens = changes.find((minute) => !forbiddenBy(weeks, minute));
    return { open: false, opensAt: opens === undefined ? undefined : momentOf(at.date, opens), rule: forbids };
  }
  for (const minute of changes) {
    const rule = forbiddenBy(weeks, minute);
    if (rule) return { open: true, until: momentOf(at.date, minute), rule };
  }
  return { open: true, until: undefined, rule: undefined };
}

/** A day of a rule: its hours, and whether it holds on that day. */
interface RuleDay {
  windows: readonly SaleWindow[];
  inEffect: boolean;
}

/** The days of a rule from the day before a date to a week after it. */
interface RuleWeek {
  rule: HoursRule;
  days: readonly RuleDay[];
}

function weekOf(rule: HoursRule, storeId: string, date: LocalDate): RuleWeek {
  const days = Array.from({ length: DAYS_AHEAD + 2 }, (_, index) => {
    const day = addDays(date, index - 1);
    return { windows: windowsOf(rule, day), inEffect: isInEffect(rule, storeId, { date: day, minute: 0 }) };
  });
  return { rule, days };
}

/**
 * The rule that forbids selling at a minute since the date's midnight: of several one that leaves nothing to the store.
 * A minute past midnight is the day before's where any hours of that day reach it; the rules of the day it belongs to decide.
 */
function forbiddenBy(weeks: readonly RuleWeek[], minute: number): HoursRule | undefined {
  const today = Math.floor(minute / MINUTES_A_DAY) + 1;
  const ofDay = minute - (today - 1) * MINUTES_A_DAY;
  const isOfNight = weeks.some(({ days }) => isWithin(days[today - 1], ofDay + MINUTES_A_DAY));
  const day = isOfNight ? today - 1 : today;
  let left: HoursRule | undefined;
  for (const { rule, days } of weeks) {
    if (!days[day]?.inEffect || allows(days[today - 1], ofDay + MINUTES_A_DAY) || allows(days[today], ofDay)) continue;
    if (!rule.byApproval) return rule;
    left ??= rule;
  }
  return left;
}

function allows(day: RuleDay | undefined, minute: number): boolean {
  return day?.inEffect === true && isWithin(day, minute);
}

function isWithin(day: RuleDay | undefined, minute: number): boolean {
  return day?.windows.some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute) ?? false;
}

/** Every minute at which something may change, in their order: where hours begin or end, and each midnight. */
function turningPoints(weeks: readonly RuleWeek[]): number[] {
  const minutes = new Set<number>();
  for (let day = 0; day <= DAYS_AHEAD + 1; day++) {
    const midnight = (day - 1) * MINUTES_A_DAY;
    minutes.add(midnight);
    for (const { days } of weeks) {
      for (const { fromMinute, toMinute } of days[day]?.windows ?? []) {
        minutes.add(midnight + fromMinute).add(midnight + toMinute);
      }
    }
  }
  const last = DAYS_AHEAD * MINUTES_A_DAY;
  return [...minutes].filter((minute) => minute <= last).sort((a, b) => a - b);
}

function windowsOf({ week, exceptions }: HoursRule, date: LocalDate): readonly SaleWindow[] {
  return exceptions.find((exception) => exception.date === date)?.windows ?? week[weekdayOf(date)]?.windows ?? [];
}

function momentOf(date: LocalDate, minute: number): LocalMoment {
  const days = Math.floor(minute / MINUTES_A_DAY);
  return { date: addDays(date, days), minute: minute - days * MINUTES_A_DAY };
}
