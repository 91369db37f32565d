import type { AgeCheck } from '@liquor-pos/pricing/age';
import { useCallback, useEffect, useState } from 'react';
import { newUuid } from '../../lib/uuid';
import type { Basket, Discount } from './basket';

/** The sale being rung up. */
export interface OpenSale {
  /**
   * Made with the basket and kept until the server has said what became of it: whatever happens in between (a lost answer, a
   * closed dialog, a reload), paying again is paying for the same sale, and nothing rings twice.
   */
  id: string;
  basket: Basket;
  /** On the whole sale. */
  discount?: Discount;
}

/** A check that was passed. A birth date is never stored: after a reload the customer is asked again. */
export interface PassedCheck {
  minimumAge: number;
  check: AgeCheck;
}

/** The open sale of this user in this tab, kept over a reload. */
export function useOpenSale(userId: string) {
  const key = `till.sale.2.${userId}`;
  const [sale, setSale] = useState<OpenSale>(() => {
    const kept = sessionStorage.getItem(key);
    return kept ? (JSON.parse(kept) as OpenSale) : newSale();
  });
  const [passed, setPassed] = useState<PassedCheck>();
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(sale)), [key, sale]);
  const changeBasket = useCallback((change: (basket: Basket) => Basket) => {
    setSale((open) => {
      const basket = change(open.basket);
      // An emptied basket is the end of this customer: the next one is asked again, and pays without this one's discount.
      return basket.length === 0 ? { id: open.id, basket } : { ...open, basket };
    });
  }, []);
  const isEmpty = sale.basket.length === 0;
  useEffect(() => {
    if (isEmpty) setPassed(undefined);
  }, [isEmpty]);
  const setDiscount = useCallback((discount: Discount | undefined) => {
    setSale(({ discount: _, ...open }) => (discount ? { ...open, discount } : open));
  }, []);
  /** After an answer that settles the id: sold, or refused for good. */
  const renewId = useCallback(() => setSale((open) => ({ ...open, id: newUuid() })), []);
  const startNext = useCallback(() => {
    setSale(newSale());
    setPassed(undefined);
  }, []);
  return { sale, passed, setPassed, changeBasket, setDiscount, renewId, startNext };
}

function newSale(): OpenSale {
  return { id: newUuid(), basket: [] };
}
