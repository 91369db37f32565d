import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { usePages } from '../../../lib/use-pages';

export type Sale = Schemas['SaleDto'];

export interface SaleFilter {
  from: string;
  to: string;
  receiptNumber: string;
  cashierId: string;
  productId: string;
  totalCents: number | undefined;
  kind: 'sale' | 'return';
  /** The group of a report whose sales are meant. */
  groupBy?: string;
  key?: string;
}

export function useSales(filter: SaleFilter) {
  const { totalCents, kind, ...texts } = filter;
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
  return usePages([...keys.sales, 'list', filter], (cursor) =>
    answered(
      api.GET('/api/sales', {
        params: {
          query: {
            limit: 50,
            kind,
            ...given,
            ...(totalCents !== undefined && { totalCents }),
            ...(cursor && { cursor }),
          },
        },
      }),
    ),
  );
}

export function useVoidSale() {
  return useSaleWrite(({ id, reason }: { id: string; reason: string }) =>
    answered(api.POST('/api/sales/{id}/void', { params: { path: { id } }, body: { ...(reason && { reason }) } })),
  );
}

export function useReturnSale() {
  return useSaleWrite(({ saleId, body }: { saleId: string; body: Schemas['ReturnSaleDto'] }) =>
    answered<Sale>(api.POST('/api/sales/{id}/returns', { params: { path: { id: saleId } }, body })),
  );
}

function useSaleWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: keys.sales }) });
}
