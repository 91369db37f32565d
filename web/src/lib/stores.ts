import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from './api-client';
import { type BusinessTime, businessTimeIn } from './days';

const STALE_MS = 60_000;

const stores = queryOptions({
  queryKey: ['stores'],
  queryFn: () => answered(api.GET('/api/stores', { params: { query: { limit: 200 } } })),
  staleTime: STALE_MS,
});

export function useStores() {
  return useQuery(stores);
}

/** Which business day it is, as the first store counts its days: after midnight it may still be yesterday. */
export function useBusinessTime(timezone: string): BusinessTime {
  const { data } = useStores();
  return businessTimeIn(timezone, data?.items[0]?.dayStartHour ?? 0);
}
