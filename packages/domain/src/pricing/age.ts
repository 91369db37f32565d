import { addDays, isCalendarDate, type LocalDate, type LocalMoment } from '../time/local-time.ts';
import type { RatedProduct } from './basket.ts';
import type { AgeRule } from './rules.ts';
import { isInEffect, selects } from './selection.ts';

/**
 * Whole years between two days, compared as days. Who was born on 29 February grows a year older on 1 March of years
 * that have no such day.
 */
export function ageOn(birthDate: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The last day of birth that is old enough on a day: the calendar page at the till. */
export function bornOnOrBefore(minimumAge: number, day: LocalDate): LocalDate {
  const year = String(Number(day.slice(0, 4)) - minimumAge).padStart(4, '0');
  const candidate = `${year}${day.slice(4)}`;
  // On 29 February of a year that is minimumAge after one without that day, those born on the 28th are the last.
  return isCalendarDate(candidate) ? candidate : addDays(`${year}-03-01`, -1);
}

export interface AgeRequirement {
  minimumAge: number;
  /** Whether the cashier's look is enough of a check. */
  visualAllowed: boolean;
  /** How old the cashier must be, and by which rule; null where it does not matter. */
  seller: { minimumAge: number; rule: string } | null;
  rules: { id: string; version: number; name: string }[];
}

/** The strictest age the basket asks for; undefined when anyone may buy it. */
export function requiredAge(
  products: readonly RatedProduct[],
  ages: readonly AgeRule[],
  storeId: string,
  at: LocalMoment,
): AgeRequirement | undefined {
  const asked = ages.filter(
    (rule) => isInEffect(rule, storeId, at) && products.some((product) => isAgeRestricted(product, rule)),
  );
  if (asked.length === 0) return undefined;
  return {
    minimumAge: Math.max(...asked.map(({ minimumAge }) => minimumAge)),
    visualAllowed: asked.every(({ visualAllowed }) => visualAllowed),
    seller: oldestSeller(asked),
    rules: asked.map(({ id, version, name }) => ({ id, version, name })),
  };
}

function oldestSeller(rules: readonly AgeRule[]): AgeRequirement['seller'] {
  const asking = rules.flatMap(({ sellerMinimumAge, name }) =>
    sellerMinimumAge === null ? [] : [{ minimumAge: sellerMinimumAge, rule: name }],
  );
  return asking.sort((a, b) => b.minimumAge - a.minimumAge)[0] ?? null;
}

/** Whether a rule asks for an age before a product is sold. */
export function isAgeRestricted(product: RatedProduct, { includeUnrestricted, selector }: AgeRule): boolean {
  return (product.ageRestricted || includeUnrestricted) && selects(selector, product);
}

/** How a customer's age was established. Nothing of it but the outcome is ever kept. */
export type AgeCheck =
  | { method: 'birth_date'; birthDate: LocalDate }
  | { method: 'licence'; birthDate: LocalDate; expiresOn: LocalDate | null }
  | { method: 'visual' };

export type AgeOutcome =
  | { passed: true }
  | { passed: false; fault: 'visual_not_allowed' | 'licence_expired' | 'invalid_birth_date' }
  | { passed: false; fault: 'underage'; age: number };

/** The oldest anyone has been is 122; a birth date beyond is a slip of the hand. */
const OLDEST = 125;

/** @param today in the store's time zone */
export function checkAge(check: AgeCheck, requirement: AgeRequirement, today: LocalDate): AgeOutcome {
  if (check.method === 'visual') {
    return requirement.visualAllowed ? { passed: true } : { passed: false, fault: 'visual_not_allowed' };
  }
  if (!isCalendarDate(check.birthDate)) return { passed: false, fault: 'invalid_birth_date' };
  const age = ageOn(check.birthDate, today);
  if (age < 0 || age > OLDEST) return { passed: false, fault: 'invalid_birth_date' };
  if (check.method === 'licence' && check.expiresOn !== null && check.expiresOn < today) {
    return { passed: false, fault: 'licence_expired' };
  }
  return age >= requirement.minimumAge ? { passed: true } : { passed: false, fault: 'underage', age };
}
