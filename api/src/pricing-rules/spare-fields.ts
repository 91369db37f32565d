import type { RuleFault } from '@liquor-pos/domain/pricing/rule-faults';

/** The fields each kind of offer has besides its kind. */
const OFFER_FIELDS: Record<string, readonly string[]> = {
  amount_off: ['amountCents'],
  percent_off: ['rateMillionths'],
  fixed_price: ['priceCents'],
  tiers: ['tiers', 'weights'],
  n_for_price: ['count', 'priceCents'],
  buy_get: ['buy', 'get', 'rateMillionths', 'getSelector'],
  kit: ['groups', 'priceCents'],
  spend_get: ['thresholdCents', 'measured', 'amountCents'],
  spend_percent: ['thresholdCents', 'measured', 'rateMillionths'],
};
const LEVY_FIELDS: Record<string, readonly string[]> = {
  percentage: ['rateMillionths'],
  per_litre: ['amountTenThousandths'],
  per_unit: ['amountTenThousandths'],
  brackets: ['wholeCents', 'taxPerWholeCents', 'steps', 'firstSteps'],
};
const MINIMUM_FIELDS: Record<string, readonly string[]> = {
  per_unit: ['amountCents'],
  per_litre: ['amountCents'],
  per_litre_of_alcohol: ['amountCents'],
  cost: ['rateMillionths'],
};

/** Fields that mean nothing for the kind of a rule: whoever sent them expects something else than would happen. */
export function spareFields(rule: object): RuleFault[] {
  const { offer, levy, minimum } = rule as Record<'offer' | 'levy' | 'minimum', { kind: string } | undefined>;
  return [
    ...sparesOf('offer', offer, OFFER_FIELDS),
    ...sparesOf('levy', levy, LEVY_FIELDS),
    ...sparesOf('minimum', minimum, MINIMUM_FIELDS),
  ];
}

function sparesOf(path: string, value: { kind: string } | undefined, fields: typeof OFFER_FIELDS): RuleFault[] {
  if (!value) return [];
  const known = fields[value.kind] ?? [];
  return Object.entries(value)
    .filter(([name, given]) => name !== 'kind' && given != null && !known.includes(name))
    .map(([name]) => ({ path: `${path}.${name}`, message: `must be left out for ${value.kind}` }));
}
