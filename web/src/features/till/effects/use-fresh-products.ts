import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Catalogue, CatalogueStatus } from '../../../domain/catalogue/catalogue';
import { keys } from '../../../domain/keys';
import { type Book, refreshed } from '../basket';
import type { OpenSale } from '../machine/open-sale';
import type { Dispatch } from '../machine/use-till-machine';

/** The basket's products are the catalogue's: what a manager changes is changed here too, and in a sale that was put aside. */
export function useFreshProducts(
  { id, basket }: OpenSale,
  book: Book,
  catalogue: Catalogue,
  status: CatalogueStatus,
  dispatch: Dispatch,
): void {
  const queries = useQueryClient();
  const basketNow = useRef(basket);
  basketNow.current = basket;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another sale there are other products to look up
  useEffect(() => {
    const ids = basketNow.current.map(({ product }) => product.id);
    if (status.size === 0 || ids.length === 0) return;
    void catalogue
      .get(ids)
      .then((products) => dispatch({ kind: 'catalogue', refresh: (current) => refreshed(current, products) }));
  }, [id, status.revision, status.ready, catalogue, dispatch]);

  // The feed of changes tells when the rules changed too.
  useEffect(() => {
    if (status.rulesVersion !== undefined && status.rulesVersion !== book.version) {
      void queries.invalidateQueries({ queryKey: keys.ruleBook });
    }
  }, [status.rulesVersion, book.version, queries]);
}
