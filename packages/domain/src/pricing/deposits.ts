import { type Cents, cents } from '../money/money.ts';
import type { BasketLine, Empties } from './basket.ts';
import type { DepositRule } from './rules.ts';
import { byId, selects } from './selection.ts';

/** Deposits on a line's containers: a receipt line of its own. */
export interface LineDeposit {
  /** Null where the product's own deposit is charged. */
  ruleId: string | null;
  ruleVersion: number | null;
  name: string;
  unitCents: Cents;
  /** Containers (base units), or packs. */
  count: number;
  amountCents: Cents;
}

/** On all of a position, which may stand for several lines. */
export interface PositionDeposit extends LineDeposit {
  per: DepositRule['per'];
}

const OWN_DEPOSIT_NAME = 'Deposit';

/** The deposits on some packs of a product: of each group of rules the first that chooses it. */
export function depositsOn(
  line: BasketLine,
  { quantity, units }: { quantity: number; units: number },
  rules: readonly DepositRule[],
): PositionDeposit[] {
  const groups = new Map<string | null, DepositRule>();
  for (const rule of [...rules].sort((a, b) => a.order - b.order || byId(a, b))) {
    if (!groups.has(rule.group) && selects(rule.selector, line)) groups.set(rule.group, rule);
  }
  const charged = [...groups.values()].map((rule) => {
    const { id: ruleId, version: ruleVersion, name, per, amountCents } = rule;
    return { ruleId, ruleVersion, name, per, unitCents: amountCents, count: per === 'pack' ? quantity : units };
  });
  const own = {
    ...{ ruleId: null, ruleVersion: null, name: OWN_DEPOSIT_NAME, per: 'unit' as const },
    ...{ unitCents: line.depositCents, count: units },
  };
  const all = groups.has(null) ? charged : [own, ...charged];
  return all
    .filter(({ unitCents }) => unitCents > 0)
    .map((deposit) => ({ ...deposit, amountCents: cents(deposit.unitCents * deposit.count) }));
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
