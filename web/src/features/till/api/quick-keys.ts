import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../../lib/api-client';

export type QuickKey = Schemas['QuickKeyDto'];

const stores = queryOptions({
  queryKey: ['stores'],
  queryFn: () => answered(api.GET('/api/stores', { params: { query: { limit: 200 } } })),
  staleTime: 60_000,
});

/** The keys of the register's store. */
export function useQuickKeys(storeId: string): QuickKey[] {
  const { data } = useQuery(stores);
  return data?.items.find(({ id }) => id === storeId)?.quickKeys ?? [];
}

export function useSetQuickKeys(storeId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (keys: QuickKey[]) =>
      answered(api.PUT('/api/stores/{id}/quick-keys', { params: { path: { id: storeId } }, body: { keys } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['stores'] }),
  });
}
