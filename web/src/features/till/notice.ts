import type { SaleHours } from '@liquor-pos/domain/pricing/sale-hours';
import type { LocalMoment } from '@liquor-pos/domain/time/local-time';
import { formatMoment } from '../../lib/format';
import type { Translate } from '../../lib/texts';

/** A cashier wants to hear of the cut-off while the queue can still be served. */
const WARN_MINUTES = 30;

/** What sale hours have to say about the basket; undefined while there is nothing to say. */
export function hoursNotice(hours: SaleHours, at: LocalMoment, t: Translate): string | undefined {
  const { rule } = hours;
  if (!rule) return undefined;
  if (!hours.open) {
    const time = textOf(hours.opensAt);
    return time ? t('till.closed', { rule: rule.name, time }) : t('till.closedForGood', { rule: rule.name });
  }
  const time = textOf(hours.until);
  if (!time || !hours.until || minutesBetween(at, hours.until) > WARN_MINUTES) return undefined;
  return t('till.closesSoon', { rule: rule.name, time });
}

function textOf(moment: LocalMoment | undefined): string | undefined {
  if (!moment) return undefined;
  const clock = [Math.floor(moment.minute / 60), moment.minute % 60].map((part) => String(part).padStart(2, '0'));
  return formatMoment(`${moment.date}T${clock.join(':')}`);
}

function minutesBetween(from: LocalMoment, to: LocalMoment): number {
  return (Date.parse(to.date) - Date.parse(from.date)) / 60_000 + to.minute - from.minute;
}
