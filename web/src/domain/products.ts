import { queryOptions } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../lib/api-client';
import { keys } from './keys';

export type Product = Schemas['ProductDto'];
export type Pack = Schemas['PackDto'];

/** The products that some words find, best first. */
export function productsFound(q: string, limit: number) {
  return queryOptions({
    queryKey: [...keys.products, 'found', q, limit],
    queryFn: async () => (await answered(api.GET('/api/products', { params: { query: { q, limit } } }))).items,
    enabled: q !== '',
  });
}
