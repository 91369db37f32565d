import { queryOptions, useQuery } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api } from '../../../lib/api-client';
import type { Book } from '../basket';

const REFRESH_MS = 30_000;

const ruleBook = (registerId: string) =>
  queryOptions({
    queryKey: [...keys.ruleBook, registerId],
    queryFn: async () => {
      const params = { query: { registerId } };
      // The domain's types know cents from other numbers; JSON does not.
      return (await answered(api.GET('/api/pricing/book', { params }))) as object as Book;
    },
    refetchInterval: REFRESH_MS,
    staleTime: REFRESH_MS,
  });

/** The rules a register prices with; the last known ones while the server does not answer. */
export function useRuleBook(registerId: string) {
  return useQuery(ruleBook(registerId));
}
