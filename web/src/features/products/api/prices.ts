import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';

export type NewScheduledPrice = Schemas['NewScheduledPriceDto'];

export function usePriceHistory(productId: string) {
  return useQuery({
    queryKey: [...keys.products, 'prices', productId],
    queryFn: async () =>
      (await answered(api.GET('/api/products/{id}/prices', { params: { path: { id: productId } } }))).changes,
  });
}

/** Prices to come of one product. */
export function useScheduledPrices(productId: string) {
  return useQuery({
    queryKey: [...keys.products, 'scheduled', productId],
    queryFn: async () =>
      (await answered(api.GET('/api/scheduled-prices', { params: { query: { productId, limit: 200 } } }))).items,
  });
}

export function useSchedulePrice() {
  return usePriceWrite(({ key, body }: { key: string; body: NewScheduledPrice }) =>
    answered(api.POST('/api/scheduled-prices', { body, params: { header: { 'Idempotency-Key': key } } })),
  );
}

export function useCallOffPrice() {
  return usePriceWrite((id: string) =>
    answered(api.DELETE('/api/scheduled-prices/{id}', { params: { path: { id } } })),
  );
}

function usePriceWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: keys.products }) });
}
