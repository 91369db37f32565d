import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../../lib/api-client';

const SHOWN = 8;

function searchProducts(q: string) {
  return queryOptions({
    queryKey: ['products', 'search', q],
    queryFn: () => answered(api.GET('/api/products', { params: { query: { q, limit: SHOWN } } })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export function useProductSearch(q: string) {
  return useQuery({ ...searchProducts(q), enabled: q.length > 1 });
}
