import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Catalogue, CatalogueStatus } from '../../domain/catalogue/catalogue';
import { keys } from '../../domain/keys';
import { answered, api } from '../../lib/api-client';

const SHOWN = 8;

/** What the words find: in the catalogue at hand, or on the server while that is still loading. */
export function useProductSearch(catalogue: Catalogue, { ready, size }: CatalogueStatus, q: string) {
  return useQuery({
    queryKey: [...keys.products, 'search', q, ready, size],
    queryFn: async () => {
      if (ready) return catalogue.search(q, SHOWN);
      return (await answered(api.GET('/api/products', { params: { query: { q, limit: SHOWN } } }))).items;
    },
    placeholderData: keepPreviousData,
    enabled: q.length > 1,
    gcTime: 10_000,
  });
}
