import { type Cents, cents } from '../money/money.ts';
import type { Position } from './positions.ts';
import type { MinimumPrice } from './rules.ts';
import { byId, selects } from './selection.ts';

/** What a position costs at the least, and by which rule. */
export interface LeastPrice {
  rule: MinimumPrice;
  amountCents: Cents;
}

const ML_IN_LITRE = 1000;
/** Alcohol by volume is in hundredths of a percent. */
const ABV_IN_WHOLE = 10_000;

/** The highest of the minimum prices that choose a position, of those that tills know: what goods cost they do not. */
export function minimumOf(
  { line, quantity }: Pick<Position, 'line' | 'quantity'>,
  minimums: readonly MinimumPrice[],
): LeastPrice | undefined {
  let highest: LeastPrice | undefined;
  for (const rule of [...minimums].sort(byId)) {
    const pack = selects(rule.selector, line) ? leastOfPack(rule, line) : undefined;
    if (pack === undefined) continue;
    const amountCents = cents(Number(pack) * quantity);
    if (amountCents > (highest?.amountCents ?? 0)) highest = { rule, amountCents };
  }
  return highest;
}

/** Part of a cent is a cent more: the law asks for no less. Undefined where the product lacks what it is reckoned by. */
function leastOfPack({ minimum }: MinimumPrice, line: Position['line']): bigint | undefined {
  const { volumeMl, abv } = line;
  const units = BigInt(line.unitsPerPack);
  switch (minimum.kind) {
    case 'per_unit':
      return BigInt(minimum.amountCents) * units;
    case 'per_litre':
      return volumeMl === null ? undefined : ceiling(minimum.amountCents, units * BigInt(volumeMl), ML_IN_LITRE);
    case 'per_litre_of_alcohol':
      return volumeMl === null || abv === null
        ? undefined
        : ceiling(minimum.amountCents, units * BigInt(volumeMl) * BigInt(abv), ML_IN_LITRE * ABV_IN_WHOLE);
    case 'cost':
      return undefined;
  }
}

function ceiling(amountCents: number, times: bigint, per: number): bigint {
  const divisor = BigInt(per);
  return (BigInt(amountCents) * times + divisor - 1n) / divisor;
}

/** What a base unit that cost so much is sold for at the least: its cost and a part of that, a part of a cent being a cent more. */
export function leastForCost(costCents: number, rateMillionths: number): Cents {
  return cents(Number(ceiling(costCents, BigInt(1_000_000 + rateMillionths), 1_000_000)));
}
