import type { RatedProduct } from './basket.ts';
import type { Rule, RuleBook, Selector } from './rules.ts';
import { isInEffect, selects } from './selection.ts';

/** What a rule goes by that a product lacks. */
export interface MissingMeasure {
  ruleId: string;
  name: string;
  lacks: 'volume' | 'strength';
}

/**
 * The rules that can't do to a product what they should, for want of its volume or strength: those reckoned by it, and those that choose
 * by it and choose everything else of the product.
 */
export function missingMeasures(
  product: RatedProduct,
  { taxes, deposits, minimums }: Pick<RuleBook, 'taxes' | 'deposits' | 'minimums'>,
  on: string,
): MissingMeasure[] {
  if (product.volumeMl !== null && product.abv !== null) return [];
  const now = { date: on, minute: 0 };
  const holds = (rule: Rule) => isInEffect({ ...rule, storeIds: null }, '', now);
  const missing = (rule: Rule, selector: Selector, by: { volume: boolean; strength: boolean }): MissingMeasure[] => {
    if (!holds(rule) || !selects(withoutBounds(selector), product)) return [];
    const volume = by.volume || selector.minVolumeMl != null || selector.maxVolumeMl != null;
    const strength = by.strength || selector.minAbv != null || selector.maxAbv != null;
    const { id: ruleId, name } = rule;
    return [
      ...(volume && product.volumeMl === null ? [{ ruleId, name, lacks: 'volume' as const }] : []),
      ...(strength && product.abv === null ? [{ ruleId, name, lacks: 'strength' as const }] : []),
    ];
  };
  const chargedOn = ({ taxCodes }: RuleBook['taxes'][number], selector: Selector): Selector =>
    taxCodes ? { ...selector, taxCodes } : selector;
  return [
    ...taxes.flatMap((tax) =>
      missing(tax, chargedOn(tax, tax.selector), { volume: tax.levy.kind === 'per_litre', strength: false }),
    ),
    ...deposits.flatMap((rule) => missing(rule, rule.selector, { volume: false, strength: false })),
    ...minimums.flatMap((rule) => {
      const { kind } = rule.minimum;
      const ofAlcohol = kind === 'per_litre_of_alcohol';
      return missing(rule, rule.selector, { volume: kind === 'per_litre' || ofAlcohol, strength: ofAlcohol });
    }),
  ];
}

function withoutBounds(selector: Selector): Selector {
  const { minVolumeMl: _, maxVolumeMl: __, minAbv: ___, maxAbv: ____, ...others } = selector;
  return others;
}
