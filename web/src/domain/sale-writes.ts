import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../lib/api-client';
import { keys } from './keys';

export type Sale = Schemas['SaleDto'];

export function useTakeBack() {
  return useSaleWrite(({ saleId, body }: { saleId: string; body: Schemas['ReturnSaleDto'] }) =>
    answered<Sale>(api.POST('/api/sales/{id}/returns', { params: { path: { id: saleId } }, body })),
  );
}

export function useVoidSale() {
  return useSaleWrite(({ id, body }: { id: string; body: Schemas['VoidSaleDto'] }) =>
    answered<Sale>(api.POST('/api/sales/{id}/void', { params: { path: { id } }, body })),
  );
}

/** What a sale's money did to its drawer is seen as soon as the sale is. */
function useSaleWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.sales });
      void queries.invalidateQueries({ queryKey: keys.shifts });
    },
  });
}
