import { DataTable } from '../../../components/data-table';
import { Dialog } from '../../../components/dialog';
import { Loading } from '../../../components/page';
import { useStores } from '../../../domain/stores';
import { formatCents, formatInstant } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type Balance, type Movement, useMovements } from '../api/inventory';

/** Every change of a product's stock, latest first. */
export function MovementsDialog({ balance, onClose }: { balance: Balance; onClose(): void }) {
  const t = useT();
  const { currency, timezone } = useProfile().organization;
  const movements = useMovements(balance.productId);
  const stores = useStores().data?.items ?? [];
  const nameOf = (storeId: string) => stores.find(({ id }) => id === storeId)?.name;
  return (
    <Dialog title={t('inventory.movementsOf', { name: balance.name })} size="xl" onClose={onClose}>
      <Loading query={movements} isEmpty={(items) => items.length === 0}>
        {(items) => (
          <DataTable
            caption={t('inventory.movements')}
            items={items}
            more={movements.more}
            rowKey={({ id }) => id}
            columns={[
              { title: t('inventory.when'), cell: ({ at }) => formatInstant(at, timezone) },
              ...(stores.length > 1
                ? [{ title: t('inventory.store'), cell: ({ storeId }: Movement) => nameOf(storeId) }]
                : []),
              { title: t('inventory.type'), cell: ({ type }) => t(`movement.${type}`) },
              { title: t('product.units'), numeric: true, cell: ({ units }) => units },
              {
                title: t('inventory.value'),
                numeric: true,
                cell: ({ valueCents }) => formatCents(valueCents, currency),
              },
              {
                title: t('line.reason'),
                cell: ({ reason, note }) => [reason && t(`reason.${reason}`), note].filter(Boolean).join(': '),
              },
            ]}
          />
        )}
      </Loading>
    </Dialog>
  );
}
