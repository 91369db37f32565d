import type { AgeCheck } from '@liquor-pos/domain/pricing/age';
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
  /** Sent at least once, and nobody knows yet whether it went through. */
  attempted?: boolean;
  /** The id of the sale before, which was given up while nobody knew whether it had gone through. */
  doubtful?: string | undefined;
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
  useEffect(() => {
    sessionStorage.setItem(key, JSON.stringify(sale));
  }, [key, sale]);
  const change = useCallback((changed: (sale: SaleContent) => SaleContent) => {
    setSale((open) => {
      const next = { ...open, ...changed(open) };
      // What became empty is the end of this customer: the next one is asked again, and pays neither with this one's discount nor under this id.
      return isNothing(next) && !isNothing(open) ? newSale(open.attempted ? open.id : open.doubtful) : next;
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
  const renewId = useCallback(() => setSale(({ attempted: _, ...open }) => ({ ...open, id: newUuid() })), []);
  /** Before it is sent. */
  const markAttempted = useCallback(() => setSale((open) => ({ ...open, attempted: true })), []);
  const forgetDoubt = useCallback(() => setSale(({ doubtful: _, ...open }) => open), []);
  /** Leaves this sale for another: a new one, or one that was put aside. */
  const startNext = useCallback(
    (next: OpenSale = newSale()) => {
      setSale(next);
      setPassed(undefined);
      // At once: the till may have left the screen before the answer came.
      sessionStorage.setItem(key, JSON.stringify(next));
    },
    [key],
  );
  useOnlyInThisTab(`till.${sale.id}`, startNext);
  return { sale, passed, setPassed, change, changeBasket, renewId, markAttempted, forgetDoubt, startNext };
}

function newSale(doubtful?: string): OpenSale {
  return { id: newUuid(), basket: [], ...(doubtful && { doubtful }) };
}
