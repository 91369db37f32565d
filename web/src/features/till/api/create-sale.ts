import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { ApiError } from '../../../lib/problem';

export type SaleRequest = Schemas['CreateSaleDto'];
type Sale = Schemas['SaleDto'];

/** The outcome of paying: `earlier` when the id had gone through before, with another basket or other tenders. */
export interface SaleOutcome {
  sale: Sale;
  earlier: boolean;
}

async function createSale(request: SaleRequest): Promise<SaleOutcome> {
  try {
    return { sale: await answered<Sale>(api.POST('/api/sales', { body: request })), earlier: false };
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.code !== 'sale_id_reused') throw error;
    // An answer was lost and the cashier changed something since: what was sold is what the server has.
    const path = { id: request.id };
    return { sale: await answered<Sale>(api.GET('/api/sales/{id}', { params: { path } })), earlier: true };
  }
}

/** @param onSold called even when the till has left the screen meanwhile */
export function useCreateSale(onSold: (outcome: SaleOutcome) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: createSale,
    onSuccess: (outcome) => {
      onSold(outcome);
      return queries.invalidateQueries({ queryKey: ['inventory'] });
    },
  });
}
