import { useCallback, useEffect, useState } from 'react';
import { type BasketEntry, withQuantity } from './basket';
import type { PricedSale } from './use-priced-sale';
import type { Screen } from './use-screen';

/** The lines of the basket: which one is chosen, and changing how many there are of it. */
export function useLines({ sale: { basket }, changeBasket }: PricedSale, { focusField, dialog, setDialog }: Screen) {
  const [selected, setSelected] = useState(-1);
  const chosen = basket[selected] ?? basket.at(-1);
  const open = useCallback((index: number) => setDialog({ kind: 'line', index }), [setDialog]);
  const setQuantity = useCallback(
    (entry: BasketEntry, quantity: number) => {
      changeBasket((current) => withQuantity(current, entry, quantity));
      focusField();
    },
    [changeBasket, focusField],
  );
  // The line may be gone from under its dialog.
  const isGone = dialog?.kind === 'line' && basket[dialog.index] === undefined;
  useEffect(() => {
    if (isGone) setDialog(undefined);
  }, [isGone, setDialog]);
  const change = (by: number) => {
    if (chosen) changeBasket((current) => withQuantity(current, chosen, chosen.quantity + by));
  };

  /** A key that acts on the chosen line; anything else is typed. */
  const press = (key: string): boolean => {
    if (key === '+') change(1);
    else if (key === '-') change(-1);
    else if (key === 'Delete') change(-(chosen?.quantity ?? 0));
    else if (key === 'ArrowDown') setSelected(Math.min(selected + 1, basket.length - 1));
    else if (key === 'ArrowUp') setSelected(selected < 0 ? basket.length - 1 : Math.max(selected - 1, 0));
    else return false;
    return true;
  };

  return {
    selected,
    chosen,
    openLine: open,
    openChosen: () => chosen && open(basket.indexOf(chosen)),
    setQuantity,
    pressOnLine: press,
    unselect: () => setSelected(-1),
  };
}
