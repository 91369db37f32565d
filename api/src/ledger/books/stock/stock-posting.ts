import { type BaseUnits, baseUnits, type Cents, cents } from '@liquor-pos/domain/money/money';
import { type Model, Types } from 'mongoose';
import { badInput } from '../../../errors/domain-error';
import { type BulkOperation, insert, upsert } from '../../../mongo/bulk-write';
import type { Posting } from '../../book';
import { averageCost, leaving, receiving, type StockChange, type StockState, stateAfter } from './moving-average';
import { ONE_BALANCE_INDEX, type StockBalance } from './stock-balance.schema';
import type { AdjustmentReason, MovementType, StockMovement } from './stock-movement.schema';

/** What all movements of one posting have in common. */
export interface PostingContext {
  at: Date;
  storeId: Types.ObjectId;
  userId: Types.ObjectId;
  /** The sale, void, receiving or count they come from. */
  source: string | null;
}

export interface MovementDetails {
  reason?: AdjustmentReason;
  note?: string | null;
  /** When it was, where that is not when the posting is: a count is of the minute it was made. */
  at?: Date;
  /** What it comes from, where that is another document of the same entry. */
  source?: string;
}

/**
 * The stock side of one transaction: movements worked out against the balances it read, and the operations that write both,
 * so that a balance always is the sum of its movements.
 */
export class StockPosting implements Posting {
  readonly movements: StockMovement[] = [];
  private readonly changes = new Map<string, StockChange>();

  /** @param states by product id; every product that moves must be there */
  constructor(
    private readonly models: { movements: Model<StockMovement>; balances: Model<StockBalance> },
    private readonly context: PostingContext,
    private readonly states: Map<string, StockState>,
  ) {}

  stateOf(productId: Types.ObjectId): StockState {
    const state = this.states.get(productId.toString());
    if (!state) throw new Error(`the balance of ${productId.toString()} was not read`);
    return state;
  }

  /** Takes units out at their average cost. @returns that cost, not negative for a shelf in order */
  takeOut(productId: Types.ObjectId, units: BaseUnits, type: MovementType, details: MovementDetails = {}): Cents {
    const state = this.stateOf(productId);
    assertAddsUp(state, { units: -units, valueCents: -units * averageCost(state) });
    const change = leaving(state, units);
    this.post(productId, type, change, details);
    return cents(-change.valueCents);
  }

  /** Puts units in at what they cost in all, and settles units that had been missing. */
  putIn(
    productId: Types.ObjectId,
    units: BaseUnits,
    totalCostCents: Cents,
    type: MovementType,
    details: MovementDetails = {},
  ): void {
    const { receipt, revaluationCents } = receiving(this.stateOf(productId), units, totalCostCents);
    this.post(productId, type, receipt, details);
    if (revaluationCents !== 0) {
      const { at, source } = details;
      this.post(productId, 'revaluation', { units: baseUnits(0), valueCents: revaluationCents }, { at, source });
    }
  }

  /** Units that come in and are written off at once, at the same cost: both stand in the books, and the shelf stays as it is. */
  passThrough(
    productId: Types.ObjectId,
    units: BaseUnits,
    totalCostCents: Cents,
    type: MovementType,
    writtenOff: MovementDetails,
  ): void {
    const shelf = this.stateOf(productId);
    this.post(productId, type, { units, valueCents: totalCostCents }, { source: writtenOff.source });
    const out = { units: baseUnits(-units), valueCents: cents(-totalCostCents) };
    this.post(productId, 'adjustment', out, writtenOff);
    this.states.set(productId.toString(), shelf);
  }

  /** Movements and balances, for one bulk write. */
  operations(): BulkOperation[] {
    const { storeId } = this.context;
    const { models } = this;
    const balances = [...this.changes].map(([id, { units, valueCents }]) => {
      const productId = new Types.ObjectId(id);
      const change = {
        $inc: { onHand: units, valueCents },
        $set: { averageCostCents: this.stateOf(productId).averageCostCents },
      };
      return upsert(models.balances, { productId, storeId }, change, ONE_BALANCE_INDEX);
    });
    return [...this.movements.map((movement) => insert(models.movements, movement)), ...balances];
  }

  private post(productId: Types.ObjectId, type: MovementType, change: StockChange, details: MovementDetails): void {
    const key = productId.toString();
    assertAddsUp(this.stateOf(productId), change);
    const { reason = null, note = null, at = this.context.at, source = this.context.source } = details;
    const { units, valueCents } = change;
    this.movements.push({
      _id: new Types.ObjectId(),
      ...this.context,
      at,
      source,
      productId,
      type,
      units,
      valueCents,
      reason,
      note,
    });
    const before = this.changes.get(key) ?? { units: 0, valueCents: 0 };
    this.changes.set(key, {
      units: baseUnits(before.units + units),
      valueCents: cents(before.valueCents + valueCents),
    });
    this.states.set(key, stateAfter(this.stateOf(productId), change));
  }
}

/** More than any shelf is worth ($10 billion); sums over a whole catalogue of such amounts are still exact. */
const MOST_VALUE_CENTS = 1_000_000_000_000;

/** @throws DomainError `validation_failed` past what adds up exactly */
function assertAddsUp(state: StockState, change: { units: number; valueCents: number }): void {
  const [units, value] = [state.onHand + change.units, state.valueCents + change.valueCents];
  if (Math.abs(units) <= MOST_VALUE_CENTS && Math.abs(value) <= MOST_VALUE_CENTS) return;
  throw badInput([{ path: 'units', message: 'bring the stock of a product to more than can be counted exactly' }]);
}

/** The balance a store has never had: nothing, at the catalogue's cost. */
export function stockState(balance: StockState | null | undefined, costCents: Cents): StockState {
  if (!balance) return { onHand: baseUnits(0), valueCents: cents(0), averageCostCents: costCents };
  const { onHand, valueCents, averageCostCents } = balance;
  return { onHand, valueCents, averageCostCents };
}
