import { businessDate } from '@liquor-pos/domain/time/business-date';

/** A time zone in which it is not the day that it is in Chicago: at any hour one of the two is. */
export function onAnotherDay(now = new Date()): string {
  const [east, west] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];
  const isAnother = (zone: string) => businessDate(now, zone, 0) !== businessDate(now, 'America/Chicago', 0);
  return isAnother(east) ? east : west;
}
