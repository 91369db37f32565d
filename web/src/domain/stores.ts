import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answered, api } from '../lib/api-client';
import { type BusinessTime, businessTimeIn } from '../lib/days';
import { keys } from './keys';

const STALE_MS = 60_000;
const TICK_MS = 30_000;

export const stores = queryOptions({
  queryKey: keys.stores,
  queryFn: () => answered(api.GET('/api/stores', { params: { query: { limit: 200 } } })),
  staleTime: STALE_MS,
});

export function useStores() {
  return useQuery(stores);
}

/** The time zone of a sale's store: a receipt tells the time of the counter it was made at. */
export function useZoneOf(organizationZone: string): (storeId: string) => string {
  const { data } = useStores();
  return (storeId) => data?.items.find(({ id }) => id === storeId)?.timezone ?? organizationZone;
}

/** Which business day and hour it is in the first store, followed while a page stays open: after midnight it may still be yesterday. */
export function useBusinessTime(organizationZone: string): BusinessTime {
  const { data } = useStores();
  const [store] = data?.items ?? [];
  const timezone = store?.timezone ?? organizationZone;
  const dayStartHour = store?.dayStartHour ?? 0;
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return businessTimeIn(timezone, dayStartHour, now);
}
