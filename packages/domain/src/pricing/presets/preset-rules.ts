import { cents } from '../../money/money.ts';
import type { AgeRule, DepositRule, HoursRule, TaxRule } from '../rules.ts';
import type { Content, LocalTax, PresetSource } from './preset.ts';

export const ALCOHOL = ['spirits', 'wine', 'beer'];
export const DRINKS = [...ALCOHOL, 'general'];
export const RETURNABLE = ['glass', 'plastic', 'can'];
/** State and local rates are rounded together: RCW 82.08.054, California Civil Code § 1656.1, Iowa Admin. Code r. 701—203.2. */
export const SALES_TAX = 'sales tax';

/** The least that a container of so many US fluid ounces is labelled with: 24 are 709.76 ml, and 709 stands on the can. */
export function ounces(count: number): number {
  return Math.floor(count * 29.573_529_562_5);
}

export function percentage(
  name: string,
  rateMillionths: number,
  effectiveFrom: string,
  taxCodes: readonly string[] | null,
  more: Partial<Pick<Content<TaxRule>, 'onDeposit' | 'inclusive' | 'exemptible' | 'group' | 'rounding'>> = {},
): Content<TaxRule> {
  return {
    name,
    effectiveFrom,
    taxCodes,
    selector: {},
    levy: { kind: 'percentage', rateMillionths },
    order: 10,
    compounding: false,
    inclusive: false,
    onDeposit: false,
    exemptible: true,
    group: SALES_TAX,
    rounding: null,
    fee: false,
    onFees: false,
    ...more,
  };
}

export function deposit(
  name: string,
  amount: number,
  effectiveFrom: string,
  selector: DepositRule['selector'],
  order = 10,
): Content<DepositRule> {
  return { name, effectiveFrom, selector, amountCents: cents(amount), per: 'unit', group: null, order };
}

/** Of everything that is marked as age-restricted. */
export function age(name: string, minimumAge: number, effectiveFrom: string): Content<AgeRule> {
  const asked = { minimumAge, visualAllowed: false, sellerMinimumAge: null };
  return { name, effectiveFrom, selector: {}, includeUnrestricted: false, ...asked };
}

/** Each day from an hour of the morning until two at night. @param sunday where it begins later on Sundays */
export function untilTwo(name: string, fromHour: number, effectiveFrom: string, sunday = fromHour): Content<HoursRule> {
  const from = (hour: number) => ({ windows: [{ fromMinute: hour * 60, toMinute: TWO_AT_NIGHT }] });
  const weekday = from(fromHour);
  const week = [from(sunday), weekday, weekday, weekday, weekday, weekday, weekday];
  return { name, effectiveFrom, selector: {}, week, exceptions: [], byApproval: false };
}

export const TWO_AT_NIGHT = 26 * 60;
/** Of what holds for longer than sales are looked back at, and whose first day was not found in a published source. */
export const LONG_AGO = '2000-01-01';

/** 23 U.S.C. § 158: every state has had 21 since July 1988. */
export const TWENTY_ONE = age('Alcohol', 21, '1988-07-01');
export const MINIMUM_AGE: PresetSource = {
  title: '23 U.S.C. § 158, National minimum drinking age',
  url: 'https://www.govinfo.gov/link/uscode/23/158',
};

/** The tax of a place at the rate the store says. */
export function localTaxRule({ name, taxCodes, onDeposit }: LocalTax, rateMillionths: number): Content<TaxRule> {
  return percentage(name, rateMillionths, LONG_AGO, taxCodes, { onDeposit });
}
