import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HouseAccount } from '../../../domain/house-accounts';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { usePages } from '../../../lib/use-pages';

type NewAccount = Schemas['CreateHouseAccountDto'];
type AccountChange = Omit<Schemas['UpdateHouseAccountDto'], 'version'>;
export type Statement = Schemas['StatementDto'];

/** Every account, by name. */
export function useHouseAccounts() {
  return usePages(keys.houseAccounts, (cursor) =>
    answered(api.GET('/api/house-accounts', { params: { query: { limit: 100, ...(cursor && { cursor }) } } })),
  );
}

/** @param idempotencyKey made once for each form, so that pressing Save again after a lost answer opens no second account */
export function useSaveAccount(account: HouseAccount | undefined, idempotencyKey: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (values: NewAccount & AccountChange) => {
      if (account) {
        const params = { path: { code: account.code } };
        return answered(
          api.PUT('/api/house-accounts/{code}', { params, body: { ...values, version: account.version } }),
        );
      }
      const { open: _, ...body } = values;
      return answered(
        api.POST('/api/house-accounts', { body, params: { header: { 'Idempotency-Key': idempotencyKey } } }),
      );
    },
    // Also after a refusal: it may mean that the list is out of date.
    onSettled: () => queries.invalidateQueries({ queryKey: keys.houseAccounts }),
  });
}

/** What was bought and paid on some business days. */
export function useStatement(code: string, from: string, to: string) {
  return useQuery({
    queryKey: [...keys.houseAccounts, 'statement', code, from, to],
    queryFn: () =>
      answered(api.GET('/api/house-accounts/{code}/statement', { params: { path: { code }, query: { from, to } } })),
    staleTime: 0,
    enabled: from <= to,
  });
}
