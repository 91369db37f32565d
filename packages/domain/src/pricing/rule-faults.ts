import { MINUTES_A_DAY } from '../time/local-time.ts';
import type { AgeRule, HoursRule, Offer, Promotion, Rule, SaleWindow, Selector, TaxRule } from './rules.ts';

/** What is wrong with a rule beyond the types of its fields, by dotted path. A rule without faults always prices. */
export interface RuleFault {
  path: string;
  message: string;
}

export function datesFaults({ effectiveFrom, effectiveTo }: Pick<Rule, 'effectiveFrom' | 'effectiveTo'>): RuleFault[] {
  const backwards = effectiveFrom !== null && effectiveTo !== null && effectiveTo < effectiveFrom;
  return backwards ? [{ path: 'effectiveTo', message: 'must not be before effectiveFrom' }] : [];
}

export function selectorFaults({ minVolumeMl, maxVolumeMl }: Selector, path = 'selector'): RuleFault[] {
  const backwards = minVolumeMl != null && maxVolumeMl != null && maxVolumeMl < minVolumeMl;
  return backwards ? [{ path: `${path}.maxVolumeMl`, message: 'must not be below minVolumeMl' }] : [];
}

export function taxFaults(tax: TaxRule): RuleFault[] {
  const needless = tax.onDeposit && tax.levy.kind !== 'percentage';
  return [
    ...datesFaults(tax),
    ...(needless ? [{ path: 'onDeposit', message: 'only a percentage can be charged on a deposit' }] : []),
  ];
}

export function promotionFaults(promotion: Promotion): RuleFault[] {
  const { hours, countsOnly, selector, offer } = promotion;
  const empty = hours !== null && hours.fromMinute === hours.toMinute;
  return [
    ...datesFaults(promotion),
    ...selectorFaults(selector),
    ...(countsOnly ? selectorFaults(countsOnly, 'countsOnly') : []),
    ...(empty ? [{ path: 'hours.toMinute', message: 'must not be the minute it begins' }] : []),
    ...offerFaults(offer),
  ];
}

function offerFaults(offer: Offer): RuleFault[] {
  if (offer.kind === 'buy_get' && offer.getSelector) return selectorFaults(offer.getSelector, 'offer.getSelector');
  if (offer.kind !== 'tiers') return [];
  return offer.tiers.flatMap(({ from }, index) =>
    offer.tiers.findIndex((other) => other.from === from) < index
      ? [{ path: `offer.tiers.${index}.from`, message: 'another tier begins there' }]
      : [],
  );
}

export function ageFaults(rule: AgeRule): RuleFault[] {
  return [...datesFaults(rule), ...selectorFaults(rule.selector)];
}

export function hoursFaults(rule: HoursRule): RuleFault[] {
  const { week, exceptions } = rule;
  return [
    ...datesFaults(rule),
    ...selectorFaults(rule.selector),
    ...(week.length === 7 ? [] : [{ path: 'week', message: 'must have an entry for each weekday, Sunday first' }]),
    ...week.flatMap(({ windows }, day) => windowFaults(windows, `week.${day}.windows`)),
    ...exceptions.flatMap(({ windows, date }, index) => [
      ...windowFaults(windows, `exceptions.${index}.windows`),
      ...(exceptions.findIndex((other) => other.date === date) < index
        ? [{ path: `exceptions.${index}.date`, message: 'another exception has this date' }]
        : []),
    ]),
  ];
}

function windowFaults(windows: readonly SaleWindow[], path: string): RuleFault[] {
  return windows.flatMap(({ fromMinute, toMinute }, index) => {
    if (toMinute <= fromMinute) return [{ path: `${path}.${index}.toMinute`, message: 'must be after fromMinute' }];
    if (toMinute - fromMinute > MINUTES_A_DAY)
      return [{ path: `${path}.${index}.toMinute`, message: 'must be within a day of fromMinute' }];
    return [];
  });
}
