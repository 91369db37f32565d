import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { ApiError } from '../../../lib/problem';

export type SaleRequest = Schemas['CreateSaleDto'];
type Sale = Schemas['SaleDto'];

/** The outcome of paying. */
export interface SaleOutcome {
  sale: Sale;
  /** It had gone through before: paid for otherwise, or with other bottles than stand in the basket now. */
  earlier?: 'paid otherwise' | 'other bottles';
}

/** @throws ApiError `sale_voided` where it was made at an earlier attempt, and taken back since */
async function createSale(request: SaleRequest): Promise<SaleOutcome> {
  const outcome = await createOnce(request);
  if (outcome.sale.status !== 'voided') return outcome;
  const detail = `The sale went through before as ${outcome.sale.receiptNumber}, and was voided since. Pay again for a new one.`;
  throw new ApiError({ status: 409, code: 'sale_voided', detail });
}

async function createOnce(request: SaleRequest): Promise<SaleOutcome> {
  try {
    return { sale: await answered<Sale>(api.POST('/api/sales', { body: request })) };
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.code !== 'sale_id_reused') throw error;
    // An answer was lost and the cashier changed something since: what was sold is what the server has.
    return earlierOutcome(await getSale(request.id), request.lines);
  }
}

/** Of a sale that turned out to have gone through at an earlier attempt. @param lines what stands in the basket now */
export function earlierOutcome(sale: Sale, lines: SaleRequest['lines']): SaleOutcome {
  return { sale, earlier: bottlesOf(sale.lines) === bottlesOf(lines) ? 'paid otherwise' : 'other bottles' };
}

/** What was sold, in any order; of gift cards what they hold, for a new one has its code from the server. */
function bottlesOf(lines: SaleRequest['lines'] | Sale['lines']): string {
  return [...lines]
    .map(({ productId, packId, quantity, giftCard, accountPayment }) => {
      if (accountPayment) return `account ${accountPayment.code} ${accountPayment.amountCents}`;
      return giftCard ? `gift card ${giftCard.amountCents}` : `${quantity} × ${productId}/${packId}`;
    })
    .sort()
    .join();
}

function getSale(id: string): Promise<Sale> {
  return answered<Sale>(api.GET('/api/sales/{id}', { params: { path: { id } } }));
}

/** Null where no sale was made under the id, or it was voided. */
export async function findSale(id: string): Promise<Sale | null> {
  try {
    const sale = await getSale(id);
    return sale.status === 'voided' ? null : sale;
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return null;
    throw error;
  }
}

/** @param onSold called even when the till has left the screen meanwhile */
export function useCreateSale(onSold: (outcome: SaleOutcome) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: createSale,
    onSuccess: (outcome) => {
      onSold(outcome);
      // Its drawer holds more now; nobody looks at that while the next customer waits.
      void queries.invalidateQueries({ queryKey: keys.shifts, refetchType: 'none' });
      return queries.invalidateQueries({ queryKey: keys.inventory });
    },
  });
}
