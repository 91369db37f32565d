import { useMutation } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../../lib/api-client';

/** @param idempotencyKey made once for each form: a lost answer makes no second product */
export function useQuickAdd(idempotencyKey: string) {
  return useMutation({
    mutationFn: (body: Schemas['QuickAddDto']) =>
      answered<Schemas['ProductDto']>(
        api.POST('/api/products/quick-add', { body, params: { header: { 'Idempotency-Key': idempotencyKey } } }),
      ),
  });
}
