import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { useShowToCustomer } from '../../../domain/customer-display';
import { handedOver, settlementOf, sumOf } from '../../../domain/settlement';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { nearOffers } from '../near-offers';
import { sumsOfSale } from '../sums-of-sale';
import type { Till } from '../use-till';

/** The customer sees what is rung up, what it comes to, and what comes back. */
export function useCustomerDisplay({ state, priced, dueCents, dueInCashCents, done, currency }: Till): void {
  const t = useT();
  const { organization } = useProfile();
  const { exchange, tendered = [] } = state.sale;
  const takenCents = sumOf(tendered);
  const back = handedOver(done?.sale.exchanged?.tenders ?? []);
  const settled = done && settlementOf(done.sale);
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
          name: kind === 'promotion' || kind === 'minimum_price' ? name : t('till.discounts'),
          amountCents: -amountCents,
        })),
      };
    }),
    sums: [
      ...sumsOfSale(priced, t),
      ...(exchange ? [{ name: exchange.names, amountCents: -exchange.worthCents }] : []),
    ],
    totalCents: settled ? settled.paidCents : dueCents,
    hints: [
      ...(dueInCashCents !== dueCents - takenCents
        ? [t('tender.inCash', { amount: formatCents(dueInCashCents, currency) })]
        : []),
      ...nearOffers(priced.lines).map(({ name, count }) => t('till.hint', { name, count })),
    ],
    // Of an exchange what is handed back is no change of notes, and goes back all the same: in coins with the change, or to a card.
    changeCents: done ? done.sale.changeCents - sumOf(back.filter(({ type }) => type === 'cash')) : null,
    backs: back.flatMap(({ type, amountCents }) => (type === 'cash' ? [] : [{ type, amountCents: -amountCents }])),
  });
}
