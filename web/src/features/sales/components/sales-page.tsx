import { Badge, Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { type Column, DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import { TableViews, useTableView } from '../../../components/table-views';
import { keys } from '../../../domain/keys';
import { productsFound } from '../../../domain/products';
import type { Sale } from '../../../domain/sale-writes';
import { GROUPINGS } from '../../../domain/sales-report';
import { useBusinessTime, useZoneOf } from '../../../domain/stores';
import { readAmount } from '../../../lib/amounts';
import { answered, api } from '../../../lib/api-client';
import { formatCents, formatInstant } from '../../../lib/format';
import { type TextKey, useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { useSales } from '../api/sales';
import { SaleDialog } from './sale-dialog';

const FIELDS = ['from', 'to', 'receipt', 'cashier', 'sku', 'amount', 'kind'] as const;

/** Finds a sale by what a customer or a receipt says of it. The address keeps the search. */
export function SalesPage() {
  const t = useT();
  const { organization, user } = useProfile();
  const { currency, timezone } = organization;
  const { day } = useBusinessTime(timezone);
  const zoneOf = useZoneOf(timezone);
  const [params, setParams] = useSearchParams();
  const [shown, setShown] = useState<Sale>();
  const value = (field: (typeof FIELDS)[number]) =>
    params.get(field) ?? (field === 'from' || field === 'to' ? day : '');
  const set = (field: (typeof FIELDS)[number], text: string) => {
    const next = new URLSearchParams(params);
    next.set(field, text);
    setParams(next, { replace: true });
  };
  const leaveGroup = () => {
    const next = new URLSearchParams(params);
    for (const name of ['by', 'key', 'name']) next.delete(name);
    setParams(next, { replace: true });
  };
  const users = useQuery({
    queryKey: [...keys.users, 'all'],
    queryFn: () => answered(api.GET('/api/users', { params: { query: { limit: 200 } } })),
  });
  const sku = value('sku');
  const product = useQuery(productsFound(sku, 20));
  const productId = product.data?.find((one) => one.sku === sku)?.id ?? product.data?.[0]?.id ?? '';
  // A receipt is found whatever day it is from.
  const byReceipt = value('receipt') !== '';
  // Somebody may have typed the address.
  const by = [...GROUPINGS, 'weekday_hour'].find((one) => one === params.get('by'));
  const group = { groupBy: by ?? '', key: params.get('key') ?? '' };
  const sales = useSales({
    ...(group.groupBy !== '' && group),
    from: byReceipt ? '' : value('from'),
    to: byReceipt ? '' : value('to'),
    receiptNumber: value('receipt'),
    cashierId: value('cashier'),
    productId: sku ? productId || NOTHING : '',
    totalCents: readAmount(value('amount')),
    kind: value('kind') === 'return' ? 'return' : 'sale',
  });
  const columns: Column<Sale>[] = [
    { title: t('sales.receipt'), cell: ({ receiptNumber }) => receiptNumber },
    { id: 'when', title: t('inventory.when'), cell: ({ at, storeId }) => formatInstant(at, zoneOf(storeId)) },
    { id: 'cashier', title: t('groupBy.cashier'), cell: ({ cashierName }) => cashierName },
    { id: 'units', title: t('product.units'), numeric: true, cell: ({ totals }) => totals.units },
    { title: t('till.total'), numeric: true, cell: ({ totalCents }) => formatCents(totalCents, currency) },
    {
      id: 'state',
      title: t('sales.state'),
      cell: ({ status, flags }) => (
        <Group gap={4}>
          {status === 'voided' && <Badge color="refused">{t('sales.voided')}</Badge>}
          {flags.map((flag) => (
            <Badge key={flag} color="gray">
              {t(`flag.${flag}` as TextKey)}
            </Badge>
          ))}
        </Group>
      ),
    },
  ];
  const view = useTableView(`${user.id}.sales`, columns);

  return (
    <Page title={t('nav.sales')}>
      <div className="filters">
        <TextInput
          type="date"
          size="sm"
          label={t('reports.from')}
          value={value('from')}
          onChange={(event) => set('from', event.currentTarget.value)}
        />
        <TextInput
          type="date"
          size="sm"
          label={t('reports.to')}
          value={value('to')}
          onChange={(event) => set('to', event.currentTarget.value)}
        />
        <TextInput
          size="sm"
          label={t('sales.receipt')}
          placeholder={t('sales.receipt')}
          w={150}
          value={value('receipt')}
          onChange={(event) => set('receipt', event.currentTarget.value.trim())}
        />
        <NativeSelect
          size="sm"
          label={t('groupBy.cashier')}
          value={value('cashier')}
          data={[
            { value: '', label: t('sales.anyone') },
            ...(users.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => set('cashier', event.currentTarget.value)}
        />
        <TextInput
          size="sm"
          label={t('sales.product')}
          placeholder={t('sales.product')}
          w={150}
          value={sku}
          onChange={(event) => set('sku', event.currentTarget.value)}
        />
        <TextInput
          size="sm"
          label={t('sales.amount')}
          placeholder={t('sales.amount')}
          w={150}
          inputMode="decimal"
          value={value('amount')}
          onChange={(event) => set('amount', event.currentTarget.value)}
        />
        <NativeSelect
          size="sm"
          label={t('sales.kind')}
          value={value('kind') || 'sale'}
          data={(['sale', 'return'] as const).map((kind) => ({ value: kind, label: t(`sales.${kind}s`) }))}
          onChange={(event) => set('kind', event.currentTarget.value)}
        />
        <TableViews view={view} />
      </div>
      {group.groupBy !== '' && (
        <Group gap="xs" mb="sm">
          <Badge size="lg" variant="light">
            {t('sales.behind', {
              group: t(`groupBy.${group.groupBy}` as TextKey),
              key: params.get('name') ?? group.key,
            })}
          </Badge>
          <Button size="compact-sm" variant="subtle" onClick={leaveGroup}>
            {t('sales.all')}
          </Button>
        </Group>
      )}
      <Loading query={sales} isEmpty={(items) => items.length === 0} empty={t('sales.none')}>
        {(items) => (
          <DataTable
            caption={t('nav.sales')}
            items={items}
            more={sales.more}
            rowKey={({ id }) => id}
            columns={view.columns}
            nameOf={({ receiptNumber }) => receiptNumber}
            actions={(sale) => [
              {
                text: t('sales.open'),
                label: t('sales.openNamed', { name: sale.receiptNumber }),
                run: () => setShown(sale),
              },
            ]}
          />
        )}
      </Loading>
      {shown && <SaleDialog sale={shown} onClose={() => setShown(undefined)} />}
    </Page>
  );
}

/** No product has it: a search for a product that is not there finds no sale. */
const NOTHING = '000000000000000000000000';
