import { isGtin } from '../barcode/barcode.ts';
import { MINUTES_A_DAY } from '../time/local-time.ts';
import type {
  AgeRule,
  Allocation,
  BracketLevy,
  BracketStep,
  HoursRule,
  MinimumPrice,
  Offer,
  Promotion,
  Rule,
  SaleWindow,
  Selector,
  TaxRule,
  Tier,
} from './rules.ts';

/** What is wrong with a rule beyond the types of its fields, by dotted path. A rule without faults always prices. */
export interface RuleFault {
  path: string;
  message: string;
}

export function datesFaults({ effectiveFrom, effectiveTo }: Pick<Rule, 'effectiveFrom' | 'effectiveTo'>): RuleFault[] {
  const backwards = effectiveFrom !== null && effectiveTo !== null && effectiveTo < effectiveFrom;
  return backwards ? [{ path: 'effectiveTo', message: 'must not be before effectiveFrom' }] : [];
}

export function selectorFaults(selector: Selector, path = 'selector'): RuleFault[] {
  const bounds = [
    ['minVolumeMl', 'maxVolumeMl'],
    ['minAbv', 'maxAbv'],
    ['minPriceCents', 'maxPriceCents'],
  ] as const;
  const backwards = bounds.filter(([least, most]) => (selector[most] ?? Number.MAX_VALUE) < (selector[least] ?? 0));
  return [
    ...backwards.map(([least, most]) => ({ path: `${path}.${most}`, message: `must not be below ${least}` })),
    ...(selector.except ? selectorFaults(selector.except, `${path}.except`) : []),
  ];
}

export function taxFaults(tax: TaxRule): RuleFault[] {
  const needless = tax.onDeposit && tax.levy.kind !== 'percentage' && tax.levy.kind !== 'brackets';
  return [
    ...datesFaults(tax),
    ...selectorFaults(tax.selector),
    ...(needless
      ? [{ path: 'onDeposit', message: 'only a percentage or a schedule can be charged on a deposit' }]
      : []),
    ...(tax.levy.kind === 'brackets' ? bracketFaults(tax, tax.levy) : []),
    ...(tax.fee ? feeFaults(tax) : []),
  ];
}

/** A schedule is looked up once for a sale, for what is charged before taxes. */
function bracketFaults({ inclusive, compounding, onFees, group }: TaxRule, levy: BracketLevy): RuleFault[] {
  const faults: [boolean, string, string][] = [
    [inclusive, 'inclusive', 'a schedule can only be added to prices'],
    [compounding, 'compounding', 'a schedule is not charged on other taxes'],
    [onFees, 'onFees', 'a schedule is not charged on fees'],
    [group !== null, 'group', 'a schedule rounds by itself'],
  ];
  const named = (['steps', 'firstSteps'] as const).flatMap((name) => stepFaults(levy[name] ?? [], `levy.${name}`));
  return [...faults.flatMap(([wrong, path, message]) => (wrong ? [{ path, message }] : [])), ...named];
}

function stepFaults(steps: readonly BracketStep[], path: string): RuleFault[] {
  return steps.flatMap(({ fromCents, taxCents }, index) => {
    const before = steps[index - 1];
    const rises = !before || (fromCents > before.fromCents && taxCents > before.taxCents);
    return rises ? [] : [{ path: `${path}.${index}`, message: 'must rise from step to step' }];
  });
}

function feeFaults({ levy, inclusive, compounding }: TaxRule): RuleFault[] {
  const isCharge = levy.kind === 'per_unit' || levy.kind === 'per_litre';
  const faults: [boolean, string, string][] = [
    [!isCharge, 'levy.kind', 'a fee is charged by unit or by volume'],
    [inclusive, 'inclusive', 'a fee is added to the price'],
    [compounding, 'compounding', 'a fee is not charged on taxes'],
  ];
  return faults.flatMap(([wrong, path, message]) => (wrong ? [{ path, message }] : []));
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
    ...combinationFaults(promotion),
    ...couponFaults(promotion),
  ];
}

/** At the till what may be a product's barcode is one. */
function couponFaults({ couponCode }: Promotion): RuleFault[] {
  const isBarcode = couponCode !== null && isGtin(couponCode);
  return isBarcode ? [{ path: 'couponCode', message: 'may be the barcode of a product: give it a letter' }] : [];
}

function offerFaults(offer: Offer): RuleFault[] {
  switch (offer.kind) {
    case 'buy_get':
      return offer.getSelector ? selectorFaults(offer.getSelector, 'offer.getSelector') : [];
    case 'kit':
      return offer.groups.flatMap(({ selector }, index) => selectorFaults(selector, `offer.groups.${index}.selector`));
    case 'tiers':
      return offer.tiers.flatMap((tier, index) => tierFaults(tier, index, offer.tiers));
    default:
      return [];
  }
}

function tierFaults(tier: Tier, index: number, tiers: readonly Tier[]): RuleFault[] {
  const path = `offer.tiers.${index}`;
  const begun = tiers.findIndex(({ from }) => from === tier.from) < index;
  if ((tier.amountCents == null) === (tier.rateMillionths == null))
    return [{ path: `${path}.rateMillionths`, message: 'either a rate or an amount must be given' }];
  const field = tier.rateMillionths == null ? 'amountCents' : 'rateMillionths';
  const falls = tiers.some((other) => other.from < tier.from && (other[field] ?? 0) > (tier[field] ?? 0));
  return [
    ...(begun ? [{ path: `${path}.from`, message: 'another tier begins there' }] : []),
    ...(falls ? [{ path: `${path}.${field}`, message: 'must not be less than a tier for fewer gives' }] : []),
  ];
}

/** What an offer can't be together with. */
function combinationFaults({ offer, selector, perPack, identical, stackable, chained }: Promotion): RuleFault[] {
  const isOnSpending = offer.kind === 'spend_get' || offer.kind === 'spend_percent';
  const onePack = selector.packUnits?.length === 1;
  const isSame = offer.kind === 'buy_get' && !offer.getSelector;
  const isOther = offer.kind === 'kit' || (offer.kind === 'buy_get' && offer.getSelector !== null);
  const percentOfRest = ['percent_off', 'amount_off', 'fixed_price', 'tiers', 'buy_get'].includes(offer.kind);
  const faults: [boolean, string, string][] = [
    [chained && !stackable, 'chained', 'only a stackable offer comes on top of others'],
    [chained && !percentOfRest, 'chained', `must be false for ${offer.kind}`],
    [perPack && isOnSpending, 'perPack', `must be false for ${offer.kind}`],
    [identical && (isOnSpending || isOther), 'identical', 'must be false where different things are asked for'],
    // Packs of different sizes have no common order of prices, by which the cheaper is got.
    [
      perPack && isSame && !onePack,
      'selector.packUnits',
      'must name one pack, for what is got to be like what is bought',
    ],
  ];
  return faults.flatMap(([wrong, path, message]) => (wrong ? [{ path, message }] : []));
}

export function ageFaults(rule: AgeRule): RuleFault[] {
  return [...datesFaults(rule), ...selectorFaults(rule.selector)];
}

export function minimumFaults(rule: MinimumPrice): RuleFault[] {
  return [...datesFaults(rule), ...selectorFaults(rule.selector)];
}

export function allocationFaults(rule: Allocation): RuleFault[] {
  const { selector } = rule;
  const isEverything = Object.values(selector).every((criterion) => criterion == null);
  return [
    ...datesFaults(rule),
    ...selectorFaults(selector),
    ...(isEverything ? [{ path: 'selector', message: 'must choose what is scarce: all of the store is not' }] : []),
  ];
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
