import { useCallback, useEffect, useState } from 'react';
import type { Basket } from './basket';

const KEY = 'till.basket';

/** The basket of this tab, kept over a reload: a cashier who presses F5 keeps what was scanned. */
export function useBasket(): [Basket, (change: (basket: Basket) => Basket) => void] {
  const [basket, setBasket] = useState<Basket>(() => {
    const kept = sessionStorage.getItem(KEY);
    return kept ? (JSON.parse(kept) as Basket) : [];
  });
  useEffect(() => sessionStorage.setItem(KEY, JSON.stringify(basket)), [basket]);
  return [basket, useCallback((change) => setBasket(change), [])];
}
