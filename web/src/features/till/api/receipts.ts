import { useMutation, useQuery } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import type { Sale } from '../../../domain/sale-writes';
import { answered, api } from '../../../lib/api-client';

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
  const id = known?.id ?? '';
  return useQuery({
    queryKey: [...keys.sales, 'one', id],
    queryFn: () => answered<Sale>(api.GET('/api/sales/{id}', { params: { path: { id } } })),
    enabled: known !== undefined,
    placeholderData: known,
    staleTime: 0,
  });
}
