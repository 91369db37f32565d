import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { usePages } from '../../../lib/use-pages';

export type Balance = Schemas['BalanceDto'];
export type Movement = Schemas['MovementDto'];
export type Adjustment = Schemas['AdjustmentDto'];
export type Receipt = Schemas['ReceiveDto'];

/** @param storeId what is on hand there; undefined for the organization's first store */
export function useInventory(storeId: string | undefined, q: string, low: boolean) {
  return usePages([...keys.inventory, 'list', storeId, q, low], (cursor) =>
    answered(
      api.GET('/api/inventory', {
        params: {
          query: {
            limit: 50,
            ...(storeId && { storeId }),
            ...(q && { q }),
            ...(low && { low: 'true' as const }),
            ...(cursor && { cursor }),
          },
        },
      }),
    ),
  );
}

export function useMovements(productId: string) {
  return usePages([...keys.inventory, 'movements', productId], (cursor) =>
    answered(
      api.GET('/api/inventory/movements', { params: { query: { productId, limit: 50, ...(cursor && { cursor }) } } }),
    ),
  );
}

/** @param idempotencyKey made once for each form: a lost answer counts nothing twice */
export function useAdjust(idempotencyKey: string) {
  return useStockWrite((body: Adjustment) =>
    answered(
      api.POST('/api/inventory/adjustments', { body, params: { header: { 'Idempotency-Key': idempotencyKey } } }),
    ),
  );
}

/** @param onBooked called even when the page has left the screen by the time of the answer */
export function useReceive(idempotencyKey: string, onBooked: () => void) {
  return useStockWrite(
    (body: Receipt) =>
      answered(
        api.POST('/api/inventory/receipts', { body, params: { header: { 'Idempotency-Key': idempotencyKey } } }),
      ),
    onBooked,
  );
}

function useStockWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>, onSuccess?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    ...(onSuccess && { onSuccess }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.inventory }),
  });
}
