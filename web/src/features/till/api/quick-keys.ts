import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { useStores } from '../../../domain/stores';
import { answered, api, type Schemas } from '../../../lib/api-client';

export type QuickKey = Schemas['QuickKeyDto'];

/** The keys of the register's store. */
export function useQuickKeys(storeId: string): QuickKey[] {
  const { data } = useStores();
  return data?.items.find(({ id }) => id === storeId)?.quickKeys ?? [];
}

export function useSetQuickKeys(storeId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (keys: QuickKey[]) =>
      answered(api.PUT('/api/stores/{id}/quick-keys', { params: { path: { id: storeId } }, body: { keys } })),
    // Awaited: the next change builds on this one.
    onSettled: () => queries.invalidateQueries({ queryKey: keys.stores }),
  });
}
