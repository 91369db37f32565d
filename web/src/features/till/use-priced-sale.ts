import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useCatalogue, useCatalogueStatus } from '../../domain/catalogue/use-catalogue';
import { keys } from '../../domain/keys';
import { useProfile } from '../session/session';
import { askedOf, type Book, priced as price, refreshed } from './basket';
import { useOpenSale } from './open-sale';
import { useStoreClock } from './store-clock';

export type PricedSale = ReturnType<typeof usePricedSale>;

/** The open sale with what it costs now and what stands in its way, following the catalogue, the rules and the store's clock. */
export function usePricedSale(book: Book, registerId: string, readAt: number) {
  const { user, organization } = useProfile();
  const queries = useQueryClient();
  const open = useOpenSale(user.id);
  const { sale, passed, changeBasket } = open;
  const { basket } = sale;
  const catalogue = useCatalogue(organization.id);
  const status = useCatalogueStatus(catalogue);
  const at = useStoreClock(book.timezone, book.now, readAt);
  const priced = useMemo(() => price(sale, book, at), [sale, book, at]);
  const { age, hours } = useMemo(() => askedOf(basket, book, at), [basket, book, at]);
  const ageAsked = age !== undefined && (passed?.minimumAge ?? 0) < age.minimumAge;

  // The basket's products are the catalogue's: what a manager changes is changed here too, and in a sale that was put aside.
  const basketRef = useRef(basket);
  basketRef.current = basket;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another sale there are other products to look up
  useEffect(() => {
    const ids = basketRef.current.map(({ product }) => product.id);
    if (status.size === 0 || ids.length === 0) return;
    void catalogue.get(ids).then((products) => changeBasket((current) => refreshed(current, products)));
  }, [sale.id, status.revision, status.ready, catalogue, changeBasket]);

  // The feed of changes tells when the rules changed too.
  useEffect(() => {
    if (status.rulesVersion !== undefined && status.rulesVersion !== book.version) {
      void queries.invalidateQueries({ queryKey: keys.ruleBook });
    }
  }, [status.rulesVersion, book.version, queries]);

  return { ...open, book, registerId, at, priced, age, hours, ageAsked, catalogue, status };
}
