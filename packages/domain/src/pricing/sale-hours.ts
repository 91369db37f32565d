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
      /** When selling begins again; undefined when not within a week. */
      opensAt: LocalMoment | undefined;
      /** The rule that forbids it: of several one that leaves nothing to the store. */
      rule: HoursRule;
    };

const DAYS_AHEAD = 8;

/** Sale hours of some products together: the strictest of the rules that choose any of them. */
export function saleHours(
  products: readonly RatedProduct[],
  hours: readonly HoursRule[],
  storeId: string,
  at: LocalMoment,
): SaleHours {
  const asked = hours.filter(
    (rule) => isInEffect(rule, storeId, at) && products.some((product) => selects(rule.selector, product)),
  );
  let soonest: { until: LocalMoment; rule: HoursRule } | undefined;
  let left: Extract<SaleHours, { open: false }> | undefined;
  for (const rule of asked) {
    const spans = openSpans(rule, at.date);
    const now = spans.find(({ from, to }) => from <= at.minute && at.minute < to);
    if (!now) {
      const next = spans.find(({ from }) => from > at.minute);
      const shut = { open: false, opensAt: next && momentOf(at.date, next.from), rule } as const;
      if (!rule.byApproval) return shut;
      left ??= shut;
      continue;
    }
    if (now.to >= DAYS_AHEAD * MINUTES_A_DAY) continue;
    const until = momentOf(at.date, now.to);
    if (!soonest || isBefore(until, soonest.until)) soonest = { until, rule };
  }
  if (left) return left;
  return { open: true, until: soonest?.until, rule: soonest?.rule };
}

/** When the rule is open from the day before a date to a week after it, in minutes since that date's midnight; windows that touch are one. */
function openSpans(rule: HoursRule, date: LocalDate): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (let day = -1; day <= DAYS_AHEAD; day++) {
    for (const { fromMinute, toMinute } of windowsOf(rule, addDays(date, day))) {
      spans.push({ from: day * MINUTES_A_DAY + fromMinute, to: day * MINUTES_A_DAY + toMinute });
    }
  }
  spans.sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

function windowsOf({ week, exceptions }: HoursRule, date: LocalDate): readonly SaleWindow[] {
  return exceptions.find((exception) => exception.date === date)?.windows ?? week[weekdayOf(date)]?.windows ?? [];
}

function momentOf(date: LocalDate, minute: number): LocalMoment {
  const days = Math.floor(minute / MINUTES_A_DAY);
  return { date: addDays(date, days), minute: minute - days * MINUTES_A_DAY };
}

function isBefore(a: LocalMoment, b: LocalMoment): boolean {
  return a.date === b.date ? a.minute < b.minute : a.date < b.date;
}
