import type { Schemas } from '../../../lib/api-client';
import { OFFLINE, problemOf } from '../../../lib/problem';
import { useHeldOnServer } from '../api/held-sales';
import { useHeldHere } from '../held-here';
import type { OpenSale } from '../machine/open-sale';

/** A sale put aside, as the list of them shows it. */
export interface HeldEntry {
  id: string;
  name: string;
  summary: string;
  heldAt: string;
  heldBy: string;
  totalCents: number;
  attempted: boolean;
}

interface Aside {
  name: string;
  heldBy: string;
  totalCents: number;
  request: Schemas['QuoteDto'];
}

/** Sales put aside for any register of the store; while the server does not answer, on this till. */
export function useHeldSales(organizationId: string, registerId: string) {
  const server = useHeldOnServer(registerId);
  const here = useHeldHere(organizationId);
  const held: HeldEntry[] = [
    ...here.held.map((sale) => ({
      id: sale.id,
      name: sale.name ?? '',
      summary: sale.basket.map(({ product, quantity }) => `${quantity} × ${product.name}`).join(', '),
      heldAt: sale.heldAt,
      heldBy: sale.heldBy,
      totalCents: sale.totalCents,
      attempted: sale.attempted ?? false,
    })),
    ...server.held.map((sale) => ({ ...sale, heldBy: sale.heldBy.name })),
  ];
  return {
    held,
    async hold(sale: OpenSale, { name, heldBy, totalCents, request }: Aside): Promise<void> {
      try {
        const { id: saleId, attempted = false } = sale;
        await server.hold({ name, saleId, basket: request, totalCents, attempted });
      } catch (error) {
        if (problemOf(error) !== OFFLINE) throw error;
        here.hold({ ...sale, name, heldAt: new Date().toISOString(), heldBy, totalCents });
      }
    },
    /** @returns undefined when another was faster @throws ApiError where the server does not answer */
    async take(id: string): Promise<OpenSale | undefined> {
      const taken = here.take(id);
      if (!taken) return server.take(id);
      const { name: _name, heldAt: _at, heldBy: _by, totalCents: _total, ...sale } = taken;
      return sale;
    },
  };
}
