import { baseUnits, cents } from '@liquor-pos/domain/money/money';
import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { averageCost, leaving, receiving, type StockState, stateAfter } from './moving-average';

const EMPTY: StockState = { onHand: baseUnits(0), valueCents: cents(0), averageCostCents: cents(500) };

const operation = record({
  kind: constantFrom('leave', 'receive'),
  units: integer({ min: 0, max: 200 }).map(baseUnits),
  unitCost: integer({ min: 0, max: 10_000 }).map(cents),
});
type Operation = { kind: string; units: ReturnType<typeof baseUnits>; unitCost: ReturnType<typeof cents> };

function apply(state: StockState, { kind, units, unitCost }: Operation): StockState {
  if (kind === 'leave') return stateAfter(state, leaving(state, units));
  const { receipt, revaluationCents } = receiving(state, units, cents(units * unitCost));
  const received = stateAfter(state, receipt);
  return revaluationCents === 0
    ? received
    : stateAfter(received, { units: baseUnits(0), valueCents: revaluationCents });
}

describe('moving average', () => {
  it('averages what was paid', () => {
    const first = apply(EMPTY, { kind: 'receive', units: baseUnits(10), unitCost: cents(500) });
    const second = apply(first, { kind: 'receive', units: baseUnits(5), unitCost: cents(800) });
    expect(second).toMatchObject({ onHand: 15, valueCents: 9000 });
    expect(averageCost(second)).toBe(600);
  });

  it('gives the last unit what is left, whatever the rounding before', () => {
    let state = apply(EMPTY, { kind: 'receive', units: baseUnits(3), unitCost: cents(0) });
    state = { ...state, valueCents: cents(1000) };
    const costs = [1, 1, 1].map((units) => {
      const change = leaving(state, baseUnits(units));
      state = stateAfter(state, change);
      return -change.valueCents;
    });
    expect(costs).toEqual([333, 334, 333]);
    expect(state).toMatchObject({ onHand: 0, valueCents: 0 });
  });

  it('settles units that were missing at what they turned out to cost', () => {
    const oversold = stateAfter(EMPTY, leaving(EMPTY, baseUnits(3)));
    expect(oversold).toMatchObject({ onHand: -3, valueCents: -1500 });
    const { receipt, revaluationCents } = receiving(oversold, baseUnits(10), cents(6000));
    expect(receipt).toEqual({ units: 10, valueCents: 6000 });
    expect(revaluationCents).toBe(-300);
    expect(apply(oversold, { kind: 'receive', units: baseUnits(10), unitCost: cents(600) })).toMatchObject({
      onHand: 7,
      valueCents: 4200,
    });
  });

  it('keeps value and units of one sign, and an empty shelf worth nothing, whatever happens', () => {
    assert(
      property(array(operation, { maxLength: 60 }), (operations) => {
        let state = EMPTY;
        for (const one of operations) {
          state = apply(state, one);
          if (state.onHand === 0) expect(state.valueCents).toBe(0);
          if (state.onHand > 0) expect(state.valueCents).toBeGreaterThanOrEqual(0);
          if (state.onHand < 0) expect(state.valueCents).toBe(state.onHand * state.averageCostCents || 0);
        }
      }),
    );
  });
});
