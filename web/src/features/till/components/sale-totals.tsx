import type { PricedBasket } from '@liquor-pos/domain/pricing/price-basket';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { SaleCustomer } from '../basket';

interface SaleTotalsProps {
  priced: PricedBasket;
  customer: SaleCustomer | undefined;
  /** Taken already of a payment in parts. */
  tenderedCents: number;
  currency: string;
}

/** What the total is made of, as the receipt will show it. */
export function SaleTotals({ priced, customer, tenderedCents, currency }: SaleTotalsProps) {
  const t = useT();
  const { lines, empties, totals } = priced;
  const deposits = summed(lines.flatMap((line) => line.deposits));
  const taxes = summed(
    lines.flatMap((line) =>
      line.taxes.map((tax) => ({ ...tax, name: tax.inclusive ? t('till.included', { name: tax.name }) : tax.name })),
    ),
  );
  const rows: [string, number][] = [
    ...(totals.totalCents !== totals.grossCents ? [[t('till.subtotal'), totals.grossCents] as [string, number]] : []),
    ...(totals.discountCents !== 0 ? [[t('till.discounts'), -totals.discountCents] as [string, number]] : []),
    ...deposits,
    ...empties.map(
      ({ name, count, amountCents }) => [t('empties.line', { name, count }), amountCents] as [string, number],
    ),
    ...taxes,
    ...(totals.giftCardCents > 0 ? [[t('giftCard.line'), totals.giftCardCents] as [string, number]] : []),
    ...(tenderedCents > 0 ? [[t('tender.taken'), -tenderedCents] as [string, number]] : []),
  ];
  const about = [
    ...(customer?.groups ?? []),
    customer?.taxExemption && t('customer.exempt', { number: customer.taxExemption }),
  ];
  const aboutCustomer = about.filter(Boolean).join(' · ');
  return (
    <div className="sale-sums">
      {aboutCustomer && <strong>{aboutCustomer}</strong>}
      {rows.map(([name, amount]) => (
        <div key={name} className="sale-sum">
          <span>{name}</span>
          <span>{formatCents(amount, currency)}</span>
        </div>
      ))}
    </div>
  );
}

function summed(entries: readonly { name: string; amountCents: number }[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const { name, amountCents } of entries) sums.set(name, (sums.get(name) ?? 0) + amountCents);
  return [...sums];
}
