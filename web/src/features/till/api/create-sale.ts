import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../../lib/api-client';

export type SaleRequest = Schemas['CreateSaleDto'];

export function useCreateSale() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (sale: SaleRequest) => answered<Schemas['SaleDto']>(api.POST('/api/sales', { body: sale })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['inventory'] }),
  });
}
