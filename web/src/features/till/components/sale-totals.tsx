import type { PricedBasket } from '@liquor-pos/domain/pricing/price-basket';
import { Group, Stack, Text } from '@mantine/core';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { SaleCustomer } from '../basket';

interface SaleTotalsProps {
  priced: PricedBasket;
  customer: SaleCustomer | undefined;
  currency: string;
}

/** What the total is made of, as the receipt will show it. */
export function SaleTotals({ priced: { lines, empties, totals }, customer, currency }: SaleTotalsProps) {
  const t = useT();
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
  ];
  const about = [
    ...(customer?.groups ?? []),
    customer?.taxExemption && t('customer.exempt', { number: customer.taxExemption }),
  ];
  const aboutCustomer = about.filter(Boolean).join(' · ');
  return (
    <Stack gap={2}>
      {aboutCustomer && (
        <Text size="sm" fw={600}>
          {aboutCustomer}
        </Text>
      )}
      {rows.map(([name, amount]) => (
        <Group key={name} justify="space-between" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {name}
          </Text>
          <Text size="sm">{formatCents(amount, currency)}</Text>
        </Group>
      ))}
    </Stack>
  );
}

function summed(entries: readonly { name: string; amountCents: number }[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const { name, amountCents } of entries) sums.set(name, (sums.get(name) ?? 0) + amountCents);
  return [...sums];
}
