import { type Cents, cents } from '../money/money.ts';
import type { Empties, RatedProduct } from './basket.ts';
import type { DepositRule } from './rules.ts';
import { byId, selects } from './selection.ts';

/** Deposits on a line's containers: a receipt line of its own. */
export interface LineDeposit {
  /** Null where the product's own deposit is charged. */
  ruleId: string | null;
  ruleVersion: number | null;
  name: string;
  unitCents: Cents;
  /** Containers (base units). */
  count: number;
  amountCents: Cents;
}

const OWN_DEPOSIT_NAME = 'Deposit';

/** The deposit on some units of a product; undefined where there is none. */
export function depositOn(
  product: RatedProduct,
  units: number,
  rules: readonly DepositRule[],
): LineDeposit | undefined {
  const rule = [...rules]
    .sort((a, b) => a.order - b.order || byId(a, b))
    .find(({ selector }) => selects(selector, product));
  const unitCents = rule ? rule.amountCents : product.depositCents;
  if (unitCents === 0) return undefined;
  return {
    ruleId: rule?.id ?? null,
    ruleVersion: rule?.version ?? null,
    name: rule?.name ?? OWN_DEPOSIT_NAME,
    unitCents,
    count: units,
    amountCents: cents(unitCents * units),
  };
}

/** Empty containers brought back, at what their rule pays now; the amount is negative. */
export interface ReturnedEmpties {
  depositId: string;
  ruleVersion: number;
  name: string;
  unitCents: Cents;
  count: number;
  amountCents: Cents;
}

/** @throws RangeError for a deposit that is not in effect */
export function emptiesReturned(empties: readonly Empties[], rules: readonly DepositRule[]): ReturnedEmpties[] {
  return empties.map(({ depositId, count }) => {
    const rule = rules.find(({ id }) => id === depositId);
    if (!rule) throw new RangeError(`no deposit ${depositId} is in effect`);
    return {
      depositId,
      ruleVersion: rule.version,
      name: rule.name,
      unitCents: rule.amountCents,
      count,
      amountCents: cents(-rule.amountCents * count),
    };
  });
}
