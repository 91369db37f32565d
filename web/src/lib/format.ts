/** A language and a region. Browsers also name what is no locale: "en-US@posix" on a till without a desktop. */
const REGIONAL = /^[a-z]{2}-[A-Z]{2}$/;

/** The page's language as it is written where this browser is at home; else in the States, where "26,04 US$" is no price. */
function locale(): string {
  const lang = document.documentElement.lang || 'en';
  const atHome = navigator.languages.find((known) => known.startsWith(`${lang}-`) && REGIONAL.test(known));
  return atHome ?? `${lang}-US`;
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

/** Cents as people write them, in the organization's currency. */
export function formatCents(amountCents: number, currency: string): string {
  const key = `${locale()}/${currency}`;
  let format = moneyFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale(), { style: 'currency', currency });
    moneyFormats.set(key, format);
  }
  return format.format(amountCents / 100);
}

/** An amount as an axis has it: without cents where there are none. */
export function formatWhole(amountCents: number, currency: string): string {
  return formatCents(amountCents, currency).replace(/[.,]00(?=\D*$)/, '');
}

/** 60000 millionths are 6 %. */
export function formatRate(rateMillionths: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 4 }).format(rateMillionths / 1e6);
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

export function formatInstant(instant: string | null, timezone: string): string {
  if (!instant) return '–';
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }).format(
    new Date(instant),
  );
}

/** A calendar day, which has no time zone. */
export function formatDay(date: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date));
}

/** A calendar day of a report, whose year is said above it: "Mon, Nov 23". */
export function formatBusinessDay(date: string): string {
  const parts = { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale(), parts).format(new Date(date));
}

/** A moment on the store's clock, as YYYY-MM-DDTHH:MM. */
export function formatMoment(moment: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(`${moment}Z`),
  );
}

/** An hour of the clock, as people here say it: 5 PM, 17. */
export function formatHour(hour: number): string {
  const format = new Intl.DateTimeFormat(locale(), { hour: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(Date.UTC(2026, 0, 1, hour)));
}

/** The days of the week in short, Sunday first. */
export function weekdayNames(): string[] {
  const format = new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' });
  // The fourth of January 2026 was a Sunday.
  return [4, 5, 6, 7, 8, 9, 10].map((day) => format.format(new Date(Date.UTC(2026, 0, day))));
}
