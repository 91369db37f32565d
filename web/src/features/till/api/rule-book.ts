import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../../lib/api-client';
import type { Book } from '../basket';

const REFRESH_MS = 30_000;

const ruleBook = queryOptions({
  queryKey: ['rule-book'],
  queryFn: async () => (await answered(api.GET('/api/pricing/book'))) as unknown as Book,
  refetchInterval: REFRESH_MS,
  staleTime: REFRESH_MS,
});

/** The rules this till prices with; the last known ones while the server does not answer. */
export function useRuleBook() {
  return useQuery(ruleBook);
}
