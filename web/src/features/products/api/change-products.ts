import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { type Problem, problemOf } from '../../../lib/problem';
import type { Product } from './products';

type Change = Omit<Schemas['UpdateProductDto'], 'version'>;

/** What is to become of one product of many. */
export interface ProductChange {
  product: Product;
  change: Change;
}

export interface ChangesMade {
  changed: Product[];
  /** Those that were refused; the others are changed all the same. */
  refused: { product: Product; problem: Problem }[];
}

/** Few enough that a till's sale gets its turn between them. */
const AT_ONCE = 4;

/** Changes many products, each at the version that was looked at. */
export function useChangeProducts() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: changeAll,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.products }),
  });
}

async function changeAll(changes: readonly ProductChange[]): Promise<ChangesMade> {
  const made: ChangesMade = { changed: [], refused: [] };
  const waiting = [...changes];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { product } = next;
      try {
        made.changed.push(await changeOne(next));
      } catch (error) {
        made.refused.push({ product, problem: problemOf(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return made;
}

function changeOne({ product: { id, version }, change }: ProductChange): Promise<Product> {
  if (change.active === false) return answered<Product>(api.DELETE('/api/products/{id}', { params: { path: { id } } }));
  return answered<Product>(api.PUT('/api/products/{id}', { params: { path: { id } }, body: { ...change, version } }));
}
