import { type BaseUnits, baseUnits, type Cents, cents, multiplyDivide } from '@liquor-pos/domain/money/money';

/**
 * Stock at moving-average cost, in whole cents. The value on hand is kept, not the average: receiving adds exactly what was
 * paid, and units that leave take `value × units ÷ on hand`, rounded half away from zero, so the last unit takes whatever
 * is left and an empty shelf is worth exactly 0. Below zero every missing unit stands at the last average, and receiving
 * settles the difference to what they turned out to cost as a revaluation.
 */
export interface StockState {
  onHand: BaseUnits;
  valueCents: Cents;
  /** Of a unit that leaves when none is on hand. */
  averageCostCents: Cents;
}

/** What a movement adds to the state. */
export interface StockChange {
  units: BaseUnits;
  valueCents: Cents;
}

/** The average as shown: rounded half away from zero, for people only; no figure is computed from it while units are on hand. */
export function averageCost({ onHand, valueCents, averageCostCents }: StockState): Cents {
  return onHand > 0 ? cents(multiplyDivide(valueCents, 1, onHand)) : averageCostCents;
}

/** The change when units leave at their average cost. @throws RangeError for a negative count */
export function leaving(state: StockState, units: BaseUnits): StockChange {
  assertNotNegative(units);
  const fromShelf = baseUnits(Math.min(units, Math.max(state.onHand, 0)));
  const shelfCost = fromShelf === 0 ? 0 : multiplyDivide(state.valueCents, fromShelf, state.onHand);
  const missingCost = (units - fromShelf) * averageCost(state);
  return { units: baseUnits(-units), valueCents: cents(-shelfCost - missingCost) };
}

/** The changes when units come in at a cost: what was paid, and the revaluation of units that had been missing (or 0). */
export function receiving(
  state: StockState,
  units: BaseUnits,
  totalCostCents: Cents,
): { receipt: StockChange; revaluationCents: Cents } {
  assertNotNegative(units);
  const receipt: StockChange = { units, valueCents: totalCostCents };
  const onHand = state.onHand + units;
  const value = state.valueCents + totalCostCents;
  if (state.onHand >= 0 || units === 0) return { receipt, revaluationCents: cents(0) };
  const proper = onHand > 0 ? multiplyDivide(totalCostCents, onHand, units) : onHand * state.averageCostCents;
  return { receipt, revaluationCents: cents(proper - value) };
}

/** The state after a change; the average to sell at when nothing is left is the one before that. */
export function stateAfter(state: StockState, change: StockChange): StockState {
  const onHand = baseUnits(state.onHand + change.units);
  const valueCents = cents(state.valueCents + change.valueCents);
  const averageCostCents =
    onHand > 0 ? averageCost({ onHand, valueCents, averageCostCents: state.averageCostCents }) : averageCost(state);
  return { onHand, valueCents, averageCostCents };
}

function assertNotNegative(units: BaseUnits): void {
  if (units < 0) throw new RangeError('units must not be negative');
}
