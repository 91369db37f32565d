import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { useShowToCustomer } from '../../../domain/customer-display';
import type { Sale } from '../../../domain/sale-writes';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { nearOffers } from '../near-offers';
import { sumsOfSale } from '../sums-of-sale';
import type { Till } from '../use-till';

/** The customer sees what is rung up, what it comes to, and what comes back. */
export function useCustomerDisplay({ state, priced, dueCents, done, currency }: Till): void {
  const t = useT();
  const { organization } = useProfile();
  const { exchange } = state.sale;
  useShowToCustomer({
    organizationName: organization.name,
    currency,
    lines: state.sale.basket.map(({ product, pack, quantity }, index) => {
      const line = priced.lines[index];
      return {
        name: nameWithSize(product.name, product.volumeMl),
        detail: `${quantity} × ${pack.name} ${formatCents(pack.priceCents, currency)}`,
        amountCents: line?.grossCents ?? 0,
        // Why something was taken off by hand is said among those who sell.
        discounts: (line?.discounts ?? []).map(({ kind, name, amountCents }) => ({
          name: kind === 'promotion' ? name : t('till.discounts'),
          amountCents: -amountCents,
        })),
      };
    }),
    sums: [
      ...sumsOfSale(priced, t),
      ...(exchange ? [{ name: exchange.names, amountCents: -exchange.worthCents }] : []),
    ],
    totalCents: done ? settledCents(done.sale) : dueCents,
    hints: nearOffers(priced.lines).map(({ name, count }) => t('till.hint', { name, count })),
    changeCents: done ? done.sale.changeCents + handedBackCents(done.sale) : null,
  });
}

/** What goes back to the customer of an exchange, whichever way. */
function handedBackCents({ exchanged }: Sale): number {
  const back = exchanged?.tenders.filter(({ type }) => type !== 'exchange') ?? [];
  return back.reduce((sum, { amountCents }) => sum - amountCents, 0);
}

/** What the customer pays; of goods that were exchanged for dearer ones the difference, and of cheaper ones nothing. */
function settledCents({ totalCents, tenders }: Sale): number {
  return tenders.reduce((left, { type, amountCents }) => left - (type === 'exchange' ? amountCents : 0), totalCents);
}
