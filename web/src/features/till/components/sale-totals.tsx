import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { Exchange, SaleCustomer } from '../basket';
import { sumsOfSale } from '../sums-of-sale';

interface SaleTotalsProps {
  priced: PricedBasket;
  customer: SaleCustomer | undefined;
  /** What is said of each. */
  coupons: readonly string[];
  /** What comes back for it. */
  exchange: Exchange | undefined;
  /** Taken already of a payment in parts. */
  tenderedCents: number;
  currency: string;
}

/** What the total is made of, as the receipt will show it. */
export function SaleTotals({ priced, customer, coupons, exchange, tenderedCents, currency }: SaleTotalsProps) {
  const t = useT();
  const { totals } = priced;
  const rows = [
    ...(totals.totalCents === totals.grossCents
      ? []
      : [{ name: t('till.subtotal'), amountCents: totals.grossCents as number }]),
    ...(totals.discountCents === 0 ? [] : [{ name: t('till.discounts'), amountCents: -totals.discountCents }]),
    ...sumsOfSale(priced, t),
    ...(exchange
      ? [{ name: t('till.comesBack', { number: exchange.receiptNumber }), amountCents: -exchange.worthCents }]
      : []),
  ];
  const about = [
    customer?.reference,
    ...(customer?.groups ?? []),
    customer?.taxExemption && t('customer.exempt', { number: customer.taxExemption }),
    ...coupons,
  ];
  const aboutCustomer = about.filter(Boolean).join(' · ');
  return (
    <div className="sale-sums">
      {aboutCustomer && <strong>{aboutCustomer}</strong>}
      {rows.map(({ name, amountCents }) => (
        <div key={name} className="sale-sum">
          <span>{name}</span>
          <span>{formatCents(amountCents, currency)}</span>
        </div>
      ))}
      {tenderedCents > 0 && (
        <div className="sale-sum sale-taken">
          <span>{t('tender.taken')}</span>
          <span>{formatCents(-tenderedCents, currency)}</span>
        </div>
      )}
    </div>
  );
}
