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
      return withNames(takenUp(taken));
    },
  };
}

const NONE: readonly HeldOnServer[] = [];

/** What was put aside names accounts by their codes; people know them by their names. Without an answer the code stands there. */
async function withNames(taken: TakenUp): Promise<TakenUp> {
  const { accountPayments } = taken.sale;
  if (!accountPayments) return taken;
  const named = accountPayments.map(async (payment) => {
    const params = { path: { code: payment.code } };
    const account = await answered(api.GET('/api/house-accounts/{code}', { params })).catch(() => undefined);
    return { ...payment, name: account?.name ?? payment.name };
  });
  return { ...taken, sale: { ...taken.sale, accountPayments: await Promise.all(named) } };
}

/** The sale as a till has it, with the products as they are now. */
function takenUp({ saleId, attempted, basket, products }: Schemas['RecalledSaleDto']): TakenUp {
  const byId = new Map(products.map((product) => [product.id, product]));
  const { discount, empties, customer, coupons } = basket;
  const goods = basket.lines.filter(({ giftCard, accountPayment }) => !giftCard && !accountPayment);
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
    ...(coupons && { coupons }),
    ...(giftCards.length > 0 && { giftCards }),
    ...(accountPayments.length > 0 && { accountPayments }),
    ...(attempted && { attempted }),
  };
  return { sale, gone: goods.length - entries.length };
}
