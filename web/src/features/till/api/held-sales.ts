import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import type { OpenSale } from '../machine/open-sale';

type HeldOnServer = Schemas['HeldSaleDto'];

/** A held sale as it is sent, under an id of its own: sent again, it is the same one. */
export type Holding = Omit<Schemas['HoldSaleDto'], 'registerId'>;

/** A sale that was taken up, and how many of its lines are no more: their product or pack is gone. */
export interface TakenUp {
  sale: OpenSale;
  gone: number;
}

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
    async hold(holding: Holding): Promise<void> {
      await answered(api.POST('/api/held-sales', { body: { ...holding, registerId } }));
      await refresh();
    },
    /** Takes it for this register. @throws ApiError `already_recalled` where another was faster */
    async take(id: string): Promise<TakenUp> {
      const params = { path: { id } };
      const taken = await answered(api.POST('/api/held-sales/{id}/recall', { params, body: { registerId } }));
      void refresh();
      return takenUp(taken);
    },
  };
}

const NONE: readonly HeldOnServer[] = [];

/** The sale as a till has it, with the products as they are now. */
function takenUp({ saleId, attempted, basket, products }: Schemas['RecalledSaleDto']): TakenUp {
  const byId = new Map(products.map((product) => [product.id, product]));
  const { discount, empties, customer } = basket;
  const goods = basket.lines.filter(({ giftCard, accountPayment }) => !giftCard && !accountPayment);
  // What the account is called is asked no more: it stands there by its code.
  const accountPayments = basket.lines.flatMap(({ accountPayment: paid }) =>
    paid ? { ...paid, name: paid.code } : [],
  );
  const giftCards = basket.lines.flatMap(({ giftCard }) => giftCard ?? []);
  const entries = goods.flatMap(({ productId, packId, quantity = 1, override, discount: ofLine }) => {
    const product = byId.get(productId ?? '');
    const pack = product?.packs.find((one) => one.id === packId);
    if (!product?.active || !pack) return [];
    return [{ product, pack, quantity, ...(override && { override }), ...(ofLine && { discount: ofLine }) }];
  });
  const sale: OpenSale = {
    id: saleId,
    basket: entries,
    ...(discount && { discount }),
    ...(empties && { empties }),
    ...(customer && { customer }),
    ...(giftCards.length > 0 && { giftCards }),
    ...(accountPayments.length > 0 && { accountPayments }),
    ...(attempted && { attempted }),
  };
  return { sale, gone: goods.length - entries.length };
}
