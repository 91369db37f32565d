import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { newUuid } from '../../../lib/uuid';
import type { OpenSale } from '../machine/open-sale';

type HeldOnServer = Schemas['HeldSaleDto'];

const REFRESH_MS = 15_000;

/** The sales of the store that wait for their customers, whichever register put them aside. */
export function useHeldOnServer(registerId: string) {
  const queries = useQueryClient();
  const queryKey = [...keys.sales, 'held', registerId];
  const { data } = useQuery({
    queryKey,
    queryFn: () => answered(api.GET('/api/held-sales', { params: { query: { registerId } } })),
    refetchInterval: REFRESH_MS,
  });
  const refresh = () => queries.invalidateQueries({ queryKey });
  return {
    held: data?.items ?? NONE,
    async hold(body: Omit<Schemas['HoldSaleDto'], 'id' | 'registerId'>): Promise<void> {
      await answered(api.POST('/api/held-sales', { body: { ...body, id: newUuid(), registerId } }));
      await refresh();
    },
    /** Takes it for this register. @throws ApiError `already_recalled` where another was faster */
    async take(id: string): Promise<OpenSale> {
      const params = { path: { id } };
      const held = await answered(api.POST('/api/held-sales/{id}/recall', { params, body: { registerId } }));
      void refresh();
      return openSaleOf(held);
    },
  };
}

const NONE: readonly HeldOnServer[] = [];

/** The sale as a till has it, with the products as they are now. */
async function openSaleOf({ saleId, attempted, basket }: HeldOnServer): Promise<OpenSale> {
  const ids = [...new Set(basket.lines.flatMap(({ productId }) => productId ?? []))];
  const products = await Promise.all(
    ids.map((id) => answered(api.GET('/api/products/{id}', { params: { path: { id } } }))),
  );
  const byId = new Map(products.map((product) => [product.id, product]));
  const { discount, empties, customer } = basket;
  return {
    id: saleId,
    basket: basket.lines.flatMap(({ productId, packId, quantity, override, discount: ofLine }) => {
      const product = byId.get(productId ?? '');
      const pack = product?.packs.find((one) => one.id === packId);
      if (!product || !pack) return [];
      return [{ product, pack, quantity, ...(override && { override }), ...(ofLine && { discount: ofLine }) }];
    }),
    ...(discount && { discount }),
    ...(empties && { empties }),
    ...(customer && { customer }),
    ...(attempted && { attempted }),
  };
}
