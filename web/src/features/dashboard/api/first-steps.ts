import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../../lib/api-client';

export type FirstStep = 'rules' | 'ages' | 'products' | 'stock' | 'people' | 'sale';

const ONE = { params: { query: { limit: 1 } } } as const;
const TWO = { params: { query: { limit: 2 } } } as const;

/** What a new store does before it opens, in the order it is done, and whether something of it is there. */
const STEPS: Record<FirstStep, () => Promise<boolean>> = {
  rules: async () => (await answered(api.GET('/api/pricing/taxes', ONE))).items.length > 0,
  ages: async () => (await answered(api.GET('/api/pricing/ages', ONE))).items.length > 0,
  products: async () => (await answered(api.GET('/api/products', ONE))).items.length > 0,
  stock: async () => (await answered(api.GET('/api/inventory/movements', ONE))).items.length > 0,
  people: async () => (await answered(api.GET('/api/users', TWO))).items.length > 1,
  sale: async () => (await answered(api.GET('/api/sales', ONE))).items.length > 0,
};

/** Undefined until it is known. */
export function useFirstSteps() {
  return useQuery({
    queryKey: ['first-steps'],
    queryFn: async () => {
      const names = Object.keys(STEPS) as FirstStep[];
      const done = await Promise.all(names.map((name) => STEPS[name]()));
      return names.map((name, index) => ({ name, done: done[index] === true }));
    },
    staleTime: 0,
  }).data;
}
