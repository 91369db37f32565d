/** Cents as people write them, in the organization's currency. */
export function formatCents(amountCents: number, currency: string): string {
  return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amountCents / 100);
}

/** Bottles as labels name them: 750 ml, 1.75 L. */
export function formatVolume(volumeMl: number | null): string {
  if (volumeMl === null) return '';
  return volumeMl < 1000 ? `${volumeMl} ml` : `${volumeMl / 1000} L`;
}

export function formatInstant(instant: string | null, timezone: string): string {
  if (!instant) return '–';
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }).format(
    new Date(instant),
  );
}
