import { useMutation } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../../lib/api-client';

export type QuickProduct = Schemas['CreateProductDto'];

/** @param idempotencyKey made once for each form: a lost answer makes no second product */
export function useQuickAdd(idempotencyKey: string) {
  return useMutation({
    mutationFn: (product: QuickProduct) =>
      answered<Schemas['ProductDto']>(
        api.POST('/api/products', { body: product, params: { header: { 'Idempotency-Key': idempotencyKey } } }),
      ),
  });
}
