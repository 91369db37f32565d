import { sumOf } from '../../../domain/settlement';
import { type BasketEntry, isNothing, type SaleContent, withQuantity } from '../basket';
import { newSale, type OpenSale } from './open-sale';
import type { Notice, TillState } from './state';

/** Leaves the sale for another: a new one, or one that was put aside. What became of an earlier one is asked all the same. */
export function begun(state: TillState, next: OpenSale = newSale()): TillState {
  const { doubtful } = state.sale;
  return {
    ...closed(state),
    sale: { ...next, ...(doubtful && { doubtful }) },
    passed: undefined,
    selected: -1,
    removed: undefined,
  };
}

/** Said as a sale begins, and true as long as it is there: bottles that are rung up do not take it away. */
export function staysForSale(notice: Notice | undefined): notice is Extract<Notice, { key: unknown }> {
  return notice !== undefined && 'key' in notice && OF_THE_NEXT.includes(notice.key);
}

const OF_THE_NEXT: readonly string[] = [
  'till.scannedWhilePaying',
  'till.restOfSale',
  'till.changeBefore',
  'till.changeBeforeAndScanned',
];

export function closed(state: TillState): TillState {
  return { ...state, dialog: undefined };
}

export function changeBasket(
  state: TillState,
  change: (basket: SaleContent['basket']) => SaleContent['basket'],
): TillState {
  return changeSale(state, { ...state.sale, basket: change(state.sale.basket) });
}

/** What became empty is the end of this customer: the next one is asked again, and pays neither with this one's discount nor under this id. */
export function changeSale(state: TillState, sale: OpenSale): TillState {
  const open = state.sale;
  const isOver = isNothing(sale) && !isNothing(open);
  if (!isOver) return { ...state, sale };
  const takenCents = sumOf(open.tendered ?? []);
  const giveBack = { key: 'tender.giveBack', values: { cents: takenCents } } as const;
  return {
    ...state,
    ...(staysForSale(state.notice) && { notice: undefined }),
    // What came back for it lies on the counter still.
    sale: { ...newSale(open.attempted ? open.id : open.doubtful), ...(open.exchange && { exchange: open.exchange }) },
    ...(takenCents > 0 && { notice: giveBack }),
  };
}

/** A line's count. Of none it is taken off, and can be had back. */
export function withLineCount(state: TillState, entry: BasketEntry, quantity: number): TillState {
  const index = state.sale.basket.indexOf(entry);
  const changed = changeBasket(state, (basket) => withQuantity(basket, entry, quantity));
  if (index < 0) return changed;
  if (quantity > 0) return { ...changed, selected: index, removed: undefined };
  return { ...changed, selected: -1, removed: { entry, index, from: state.sale } };
}

export function withLineBack(state: TillState): TillState {
  const { removed } = state;
  if (!removed) return state;
  // It was all there was: the sale goes on as it was, with its discount, its customer and what was taken for it.
  if (isNothing(state.sale))
    return { ...state, sale: removed.from, selected: removed.index, removed: undefined, notice: undefined };
  const back = changeBasket(state, (basket) => basket.toSpliced(removed.index, 0, removed.entry));
  return { ...back, selected: removed.index, removed: undefined };
}
