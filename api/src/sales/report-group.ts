import { notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import type { FilterQuery } from '../mongo/query-types';
import type { Grouping } from '../reports/dto/report.dto';

/** The sales behind one line of the sales report: every figure leads to what it was added up from. */
export function salesOfGroup(groupBy: Grouping, key: string): FilterQuery {
  const text = key === '' ? null : key;
  switch (groupBy) {
    case 'day':
      return { businessDate: key };
    case 'hour':
      return { localHour: numberIn(key) };
    case 'cashier':
      return { cashierId: objectIdOr(key, () => notFound('user', 'key')) };
    case 'store':
      return { storeId: objectIdOr(key, () => notFound('store', 'key')) };
    case 'tender':
      return { 'tenderShares.type': key };
    case 'product':
      return { 'lines.productId': objectIdOr(key, () => notFound('product', 'key')) };
    case 'size':
      return { 'lines.volumeMl': text === null ? null : numberIn(key) };
    case 'category':
    case 'brand':
    case 'vendor':
      return { [`lines.${groupBy}`]: text };
    case 'weekday_hour':
      return onWeekdayAtHour(key);
  }
}

/** `2-17`: Tuesdays from five. A business date is a text; its weekday is the server's to work out. */
function onWeekdayAtHour(key: string): FilterQuery {
  const [weekday = '', hour = ''] = key.split('-');
  const day = { $dayOfWeek: { $dateFromString: { dateString: '$businessDate' } } };
  return { localHour: numberIn(hour), $expr: { $eq: [day, numberIn(weekday) + 1] } };
}

/** What is no number is no group's key, and finds no sale. */
function numberIn(key: string): number {
  return /^\d{1,9}$/.test(key) ? Number(key) : -1;
}
