import {
  ageFaults,
  allocationFaults,
  datesFaults,
  hoursFaults,
  minimumFaults,
  promotionFaults,
  type RuleFault,
  selectorFaults,
  taxFaults,
} from '@liquor-pos/domain/pricing/rule-faults';
import type {
  AgeRule,
  Allocation,
  DepositRule,
  HoursRule,
  MinimumPrice,
  Promotion,
  Rule,
  TaxRule,
} from '@liquor-pos/domain/pricing/rules';
import type { MissingThing } from '../errors/error-codes';
import type { PricingRule, RuleKind } from './pricing-rule.schema';
import { spareFields } from './spare-fields';

/** The rule each kind is for the pricing package. */
export interface RuleOf {
  taxes: TaxRule;
  deposits: DepositRule;
  promotions: Promotion;
  ages: AgeRule;
  hours: HoursRule;
  minimums: MinimumPrice;
  allocations: Allocation;
}

/** How a kind is called in error codes and messages. */
export const RULE_NAMES = {
  taxes: 'tax',
  deposits: 'deposit',
  promotions: 'promotion',
  ages: 'age rule',
  hours: 'sale hours',
  minimums: 'minimum price',
  allocations: 'allocation',
} as const satisfies Record<RuleKind, MissingThing>;

const FAULTS: { [K in RuleKind]: (rule: RuleOf[K]) => RuleFault[] } = {
  taxes: taxFaults,
  deposits: (rule) => [...datesFaults(rule), ...selectorFaults(rule.selector)],
  promotions: promotionFaults,
  ages: ageFaults,
  hours: hoursFaults,
  minimums: minimumFaults,
  allocations: allocationFaults,
};

/** What is wrong with a rule although each of its fields is right. */
export function faultsOf<K extends RuleKind>(kind: K, rule: RuleOf[K]): RuleFault[] {
  return [...spareFields(rule), ...FAULTS[kind](rule)];
}

/** As a plain document with every field its kind has, so that nothing has to ask what is missing. */
export function completed<R extends Rule>(rule: R): R {
  const plain = JSON.parse(JSON.stringify(rule)) as R & { offer?: Promotion['offer']; levy?: TaxRule['levy'] };
  const { offer, levy } = plain;
  if (offer?.kind === 'tiers') {
    offer.weights ??= [];
    for (const tier of offer.tiers) {
      tier.rateMillionths ??= null;
      tier.amountCents ??= null;
    }
  }
  if (offer?.kind === 'buy_get') offer.getSelector ??= null;
  else if (offer) delete (offer as { getSelector?: null }).getSelector;
  if (levy?.kind === 'brackets') levy.firstSteps ??= null;
  else if (levy) delete (levy as { firstSteps?: null }).firstSteps;
  return plain;
}

/** The stored rule as the pricing package takes it and the API answers it. */
export function toRule<K extends RuleKind>(document: PricingRule): RuleOf[K] {
  const { _id, version, name, storeIds, effectiveFrom, effectiveTo, content } = document;
  const rule: Rule = { id: _id.toString(), version, name, storeIds, effectiveFrom, effectiveTo };
  return { ...rule, ...content } as RuleOf[K];
}
