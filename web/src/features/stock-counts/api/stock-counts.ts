import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { usePages } from '../../../lib/use-pages';

export type StockCount = Schemas['StockCountDto'];
export type CountLine = Schemas['StockCountLineDto'];
export type CountTotals = Schemas['StockCountTotalsDto'];
export type NewStockCount = Schemas['NewStockCountDto'];
export type CountPosting = Schemas['PostStockCountDto'];
export type CountEntry = Schemas['StockCountEntryDto'];
export type Reason = Schemas['ReasonOfDifferenceDto']['reason'];
export type Shown = 'seen' | 'differences' | 'unseen';

/** Others walk other shelves of the same count. */
const OTHERS_COUNT_MS = 5_000;

export function useCounts() {
  return usePages([...keys.stockCounts, 'list'], (cursor) =>
    answered(api.GET('/api/inventory/counts', { params: { query: { limit: 50, ...(cursor && { cursor }) } } })),
  );
}

export function useCount(id: string) {
  return useQuery({
    queryKey: [...keys.stockCounts, 'one', id],
    refetchInterval: OTHERS_COUNT_MS,
    queryFn: () => answered(api.GET('/api/inventory/counts/{id}', { params: { path: { id } } })),
  });
}

export function useCountLines(id: string, show: Shown) {
  return usePages(
    [...keys.stockCounts, 'lines', id, show],
    (cursor) =>
      answered(
        api.GET('/api/inventory/counts/{id}/lines', {
          params: { path: { id }, query: { show, limit: 200, ...(cursor && { cursor }) } },
        }),
      ),
    show === 'seen' ? { everyMs: OTHERS_COUNT_MS } : {},
  );
}

/** What the differences come to; undefined until it is known, null while a blind count is under way. */
export function useCountTotals(id: string) {
  return useQuery({
    queryKey: [...keys.stockCounts, 'totals', id],
    queryFn: async () =>
      (
        await answered(
          api.GET('/api/inventory/counts/{id}/lines', { params: { path: { id }, query: { show: 'seen', limit: 1 } } }),
        )
      ).totals,
  });
}

/** @param idempotencyKey made once for each form: a lost answer begins no second count */
export function useStartCount(idempotencyKey: string) {
  return useCountWrite((body: NewStockCount) =>
    answered(api.POST('/api/inventory/counts', { body, params: { header: { 'Idempotency-Key': idempotencyKey } } })),
  );
}

export function useSetCountStatus(id: string) {
  return useCountWrite((status: Schemas['StockCountStatusDto']['status']) =>
    answered(api.PATCH('/api/inventory/counts/{id}', { params: { path: { id } }, body: { status } })),
  );
}

export function usePostCount(id: string) {
  return useCountWrite((body: CountPosting) =>
    answered(api.POST('/api/inventory/counts/{id}/post', { params: { path: { id } }, body })),
  );
}

export async function sendEntries(id: string, entries: CountEntry[]) {
  return answered(api.POST('/api/inventory/counts/{id}/entries', { params: { path: { id } }, body: { entries } }));
}

function useCountWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    // Not waited for: what reads it anew may take the asker off the page before it is told.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.stockCounts });
      void queries.invalidateQueries({ queryKey: keys.inventory });
    },
  });
}
