import type { AgeCheck } from '@liquor-pos/pricing/age';
import { useCallback, useEffect, useState } from 'react';
import { newUuid } from '../../lib/uuid';
import { type Basket, isNothing, type SaleContent } from './basket';
import { useOnlyInThisTab } from './only-in-this-tab';

/** The sale being rung up. */
export interface OpenSale extends SaleContent {
  /**
   * Made with the basket and kept until the server has said what became of it: whatever happens in between (a lost answer, a
   * closed dialog, a reload), paying again is paying for the same sale, and nothing rings twice.
   */
  id: string;
}

/** A check that was passed. A birth date is never stored: after a reload the customer is asked again. */
export interface PassedCheck {
  minimumAge: number;
  check: AgeCheck;
}

/** The open sale of this user in this tab, kept over a reload. */
export function useOpenSale(userId: string) {
  const key = `till.sale.3.${userId}`;
  const [sale, setSale] = useState<OpenSale>(() => {
    const kept = sessionStorage.getItem(key);
    return kept ? (JSON.parse(kept) as OpenSale) : newSale();
  });
  const [passed, setPassed] = useState<PassedCheck>();
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(sale)), [key, sale]);
  const change = useCallback((changed: (sale: SaleContent) => SaleContent) => {
    setSale(({ id, ...content }) => {
      const next = changed(content);
      // What became empty is the end of this customer: the next one is asked again, and pays without this one's discount.
      return isNothing(next) && !isNothing(content) ? { id, basket: [] } : { ...next, id };
    });
  }, []);
  const changeBasket = useCallback(
    (changed: (basket: Basket) => Basket) => change((content) => ({ ...content, basket: changed(content.basket) })),
    [change],
  );
  const hasNoLines = sale.basket.length === 0;
  useEffect(() => {
    if (hasNoLines) setPassed(undefined);
  }, [hasNoLines]);
  /** After an answer that settles the id: sold, or refused for good. */
  const renewId = useCallback(() => setSale((open) => ({ ...open, id: newUuid() })), []);
  /** Leaves this sale for another: a new one, or one that was put aside. */
  const startNext = useCallback((next: OpenSale = newSale()) => {
    setSale(next);
    setPassed(undefined);
  }, []);
  useOnlyInThisTab(`till.${sale.id}`, startNext);
  return { sale, passed, setPassed, change, changeBasket, renewId, startNext };
}

function newSale(): OpenSale {
  return { id: newUuid(), basket: [] };
}
