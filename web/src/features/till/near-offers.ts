import type { PricedLine } from '@liquor-pos/domain/pricing/priced-basket';

/** A customer two bottles short of a discount wants to know. */
const NEAR_UNITS = 3;
const MOST_SHOWN = 3;

/** The promotions the basket nearly reaches, and by how many bottles. */
export function nearOffers(lines: readonly PricedLine[]): { id: string; name: string; count: number }[] {
  const near = new Map<string, { id: string; name: string; count: number }>();
  for (const { rule, ruleId, name, missingUnits } of lines.flatMap((line) => line.trace)) {
    if (rule !== 'promotion' || !ruleId || missingUnits === null || missingUnits > NEAR_UNITS) continue;
    near.set(ruleId, { id: ruleId, name, count: missingUnits });
  }
  return [...near.values()].slice(0, MOST_SHOWN);
}
