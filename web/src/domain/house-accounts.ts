import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../lib/api-client';
import { keys } from './keys';

export type HouseAccount = Schemas['HouseAccountDto'];

const MOST_FOUND = 6;

/** The first accounts whose name or code has what was typed in it; asked anew each time, for what is left changes at every register. */
export function useFoundAccounts(typed: string, status?: 'open') {
  const q = typed.trim();
  return useQuery({
    queryKey: [...keys.houseAccounts, 'found', q, status],
    queryFn: async () => {
      const query = { limit: MOST_FOUND, ...(q && { q }), ...(status && { status }) };
      return (await answered(api.GET('/api/house-accounts', { params: { query } }))).items;
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
