import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import { useStores } from '../../../domain/stores';
import { useThisRegister } from '../../../domain/this-register';
import { formatCents, formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type Balance, useInventory } from '../api/inventory';
import { AdjustDialog } from './adjust-dialog';
import { MovementsDialog } from './movements-dialog';
import { ReceiveDialog } from './receive-dialog';

/** What is on hand, where it came from, and how it is put right. */
export function InventoryPage() {
  const t = useT();
  const { id: organizationId, currency } = useProfile().organization;
  const { place } = useThisRegister(organizationId);
  const stores = useStores().data?.items ?? [];
  const [chosenStore, setChosenStore] = useState<string>();
  const storeId = chosenStore ?? place?.store.id ?? stores[0]?.id;
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 200);
  const [low, setLow] = useState(false);
  const inventory = useInventory(storeId, q, low);
  const [shown, setShown] = useState<Balance>();
  const [adjusted, setAdjusted] = useState<Balance>();
  const [receiving, setReceiving] = useState(false);

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
            onChange={(event) => setChosenStore(event.currentTarget.value)}
          />
        )}
        <TextInput
          size="sm"
          label={t('products.search')}
          placeholder={t('products.searchBy')}
          w={280}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Switch
          size="sm"
          label={t('inventory.low')}
          checked={low}
          onChange={(event) => setLow(event.currentTarget.checked)}
        />
      </div>
      <Loading query={inventory} isEmpty={(items) => items.length === 0}>
        {(items) => (
          <DataTable
            caption={t('nav.inventory')}
            items={items}
            more={inventory.more}
            rowKey={({ productId }) => productId}
            columns={[
              { title: t('product.name'), cell: ({ name, volumeMl }) => nameWithSize(name, volumeMl) },
              { title: t('product.sku'), cell: ({ sku }) => sku },
              { title: t('inventory.onHand'), numeric: true, cell: ({ onHand }) => formatNumber(onHand) },
              { title: t('product.reorderPoint'), numeric: true, cell: ({ reorderPoint }) => reorderPoint ?? '–' },
              {
                title: t('inventory.averageCost'),
                numeric: true,
                cell: ({ averageCostCents }) => formatCents(averageCostCents, currency),
              },
              {
                title: t('inventory.value'),
                numeric: true,
                cell: ({ valueCents }) => formatCents(valueCents, currency),
              },
            ]}
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
