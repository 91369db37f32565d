import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { type Column, DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import { TableViews, useTableView } from '../../../components/table-views';
import { useStores } from '../../../domain/stores';
import { useThisRegister } from '../../../domain/this-register';
import { formatCents, formatNumber } from '../../../lib/format';
import { changed } from '../../../lib/query';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type Balance, useInventory } from '../api/inventory';
import { AdjustDialog } from './adjust-dialog';
import { MovementsDialog } from './movements-dialog';
import { ReceiveDialog } from './receive-dialog';

/** What is on hand, where it came from, and how it is put right. */
export function InventoryPage() {
  const t = useT();
  const { organization, user } = useProfile();
  const { id: organizationId, currency } = organization;
  const { place } = useThisRegister(organizationId);
  const stores = useStores().data?.items ?? [];
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string) => setParams(changed(name, value), { replace: true });
  const storeId = params.get('store') ?? place?.store.id ?? stores[0]?.id;
  const typed = params.get('q') ?? '';
  const [q] = useDebouncedValue(typed, 200);
  const low = params.has('low');
  const inventory = useInventory(storeId, q, low);
  const [shown, setShown] = useState<Balance>();
  const [adjusted, setAdjusted] = useState<Balance>();
  const [receiving, setReceiving] = useState(false);
  const columns: Column<Balance>[] = [
    { title: t('product.name'), cell: ({ name, volumeMl }) => nameWithSize(name, volumeMl) },
    { id: 'sku', title: t('product.sku'), cell: ({ sku }) => sku },
    { id: 'onHand', title: t('inventory.onHand'), numeric: true, cell: ({ onHand }) => formatNumber(onHand) },
    {
      id: 'reorderPoint',
      title: t('product.reorderPoint'),
      numeric: true,
      cell: ({ reorderPoint }) => reorderPoint ?? '–',
    },
    {
      id: 'averageCost',
      title: t('inventory.averageCost'),
      numeric: true,
      cell: ({ averageCostCents }) => formatCents(averageCostCents, currency),
    },
    {
      id: 'value',
      title: t('inventory.value'),
      numeric: true,
      cell: ({ valueCents }) => formatCents(valueCents, currency),
    },
  ];
  const view = useTableView(`${user.id}.inventory`, columns);

  return (
    <Page
      title={t('nav.inventory')}
      actions={
        <Button size="md" onClick={() => setReceiving(true)}>
          {t('inventory.receive')}
        </Button>
      }
    >
      <div className="filters">
        {stores.length > 1 && (
          <NativeSelect
            size="sm"
            label={t('inventory.store')}
            value={storeId}
            data={stores.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => set('store', event.currentTarget.value)}
          />
        )}
        <TextInput
          size="sm"
          label={t('products.search')}
          placeholder={t('products.searchBy')}
          w={280}
          value={typed}
          onChange={(event) => set('q', event.currentTarget.value)}
        />
        <Switch
          size="sm"
          label={t('inventory.low')}
          checked={low}
          onChange={(event) => set('low', event.currentTarget.checked ? 'yes' : '')}
        />
        <TableViews view={view} />
      </div>
      <Loading query={inventory} isEmpty={(items) => items.length === 0}>
        {(items) => (
          <DataTable
            caption={t('nav.inventory')}
            items={items}
            more={inventory.more}
            rowKey={({ productId }) => productId}
            columns={view.columns}
            nameOf={({ name }) => name}
            actions={(balance) => [
              {
                text: t('inventory.adjust'),
                label: t('inventory.adjustNamed', { name: balance.name }),
                run: () => setAdjusted(balance),
              },
              {
                text: t('inventory.movements'),
                label: t('inventory.movementsOf', { name: balance.name }),
                run: () => setShown(balance),
              },
            ]}
          />
        )}
      </Loading>
      {shown && <MovementsDialog balance={shown} onClose={() => setShown(undefined)} />}
      {adjusted && <AdjustDialog balance={adjusted} storeId={storeId} onClose={() => setAdjusted(undefined)} />}
      {receiving && <ReceiveDialog storeId={storeId} onClose={() => setReceiving(false)} />}
    </Page>
  );
}
