import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';

export type Sale = Schemas['SaleDto'];

/** The sales a receipt's number, or the digits behind its last dash, stand for; the latest first. */
export function useFindReceipt() {
  return useMutation({
    mutationFn: async (receiptNumber: string): Promise<Sale[]> => {
      const query = { receiptNumber: receiptNumber.trim(), limit: 10 };
      return (await answered(api.GET('/api/sales', { params: { query } }))).items;
    },
  });
}

/** A sale as it is by now; as it was known, until that is read. */
export function useSale(known: Sale | undefined) {
  return useQuery({
    queryKey: [...keys.sales, 'one', known?.id ?? ''],
    queryFn: async () => {
      if (!known) return undefined;
      return answered<Sale>(api.GET('/api/sales/{id}', { params: { path: { id: known.id } } }));
    },
    enabled: known !== undefined,
    placeholderData: known,
    staleTime: 0,
  });
}

export function useTakeBack() {
  return useSaleWrite(({ saleId, body }: { saleId: string; body: Schemas['ReturnSaleDto'] }) =>
    answered<Sale>(api.POST('/api/sales/{id}/returns', { params: { path: { id: saleId } }, body })),
  );
}

export function useVoid() {
  return useSaleWrite(({ id, body }: { id: string; body: Schemas['VoidSaleDto'] }) =>
    answered<Sale>(api.POST('/api/sales/{id}/void', { params: { path: { id } }, body })),
  );
}

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
