import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { stores, useStores } from '../../../domain/stores';
import { answered, api, type Schemas } from '../../../lib/api-client';

export type QuickKey = Schemas['QuickKeyDto'];

/** The keys of the register's store. */
export function useQuickKeys(storeId: string): QuickKey[] {
  const { data } = useStores();
  return data?.items.find(({ id }) => id === storeId)?.quickKeys ?? [];
}

/** Changes the keys as they are by then: somebody at another till may have changed them since they were drawn here. */
export function useChangeQuickKeys(storeId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: (keys: readonly QuickKey[]) => QuickKey[]) => {
      const { items } = await queries.fetchQuery({ ...stores, staleTime: 0 });
      const keys = change(items.find(({ id }) => id === storeId)?.quickKeys ?? []);
      return answered(api.PUT('/api/stores/{id}/quick-keys', { params: { path: { id: storeId } }, body: { keys } }));
    },
    // Awaited: the next change builds on this one.
    onSettled: () => queries.invalidateQueries({ queryKey: keys.stores }),
  });
}
