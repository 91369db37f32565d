import type { Basket } from './basket.ts';
import type { Allocation } from './rules.ts';
import { isInEffect, selects } from './selection.ts';

/** So many base units of a basket are allocated by a rule; the lines that have them, by index. */
export interface Allocated {
  rule: Allocation;
  units: number;
  lines: number[];
}

/** The rules that allocate something of a basket, whether it is within them or not. */
export function allocatedIn(
  { lines, storeId, at }: Pick<Basket, 'lines' | 'storeId' | 'at'>,
  allocations: readonly Allocation[],
): Allocated[] {
  return allocations
    .filter((rule) => isInEffect(rule, storeId, at))
    .flatMap((rule) => {
      const chosen = lines.flatMap((line, index) => (selects(rule.selector, line) ? [index] : []));
      const units = chosen.reduce((sum, index) => {
        const line = lines[index];
        return sum + (line ? line.quantity * line.unitsPerPack : 0);
      }, 0);
      return units > 0 ? [{ rule, units, lines: chosen }] : [];
    });
}
