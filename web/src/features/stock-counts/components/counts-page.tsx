import { Button, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { DataTable } from '../../../components/data-table';
import { Dialog } from '../../../components/dialog';
import { Loading, Page } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { useStores } from '../../../domain/stores';
import { useThisRegister } from '../../../domain/this-register';
import { formatInstant, formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { newUuid } from '../../../lib/uuid';
import { useProfile } from '../../session/session';
import { type StockCount, useCounts, useStartCount } from '../api/stock-counts';

/** The counts there were and are. */
export function CountsPage() {
  const t = useT();
  const { timezone } = useProfile().organization;
  const [, goTo] = useLocation();
  const counts = useCounts();
  const stores = useStores().data?.items ?? [];
  const [starting, setStarting] = useState(false);
  const open = ({ id }: StockCount) => goTo(`/counts/${id}`);
  return (
    <Page
      title={t('nav.counts')}
      actions={
        <Button size="md" onClick={() => setStarting(true)}>
          {t('count.start')}
        </Button>
      }
    >
      <Loading query={counts} isEmpty={(items) => items.length === 0} empty={t('count.none')}>
        {(items) => (
          <DataTable
            caption={t('nav.counts')}
            items={items}
            more={counts.more}
            rowKey={({ id }) => id}
            nameOf={({ name }) => name}
            columns={[
              { title: t('count.name'), cell: ({ name }) => name },
              ...(stores.length > 1
                ? [
                    {
                      title: t('inventory.store'),
                      cell: ({ storeId }: StockCount) => stores.find(({ id }) => id === storeId)?.name,
                    },
                  ]
                : []),
              { title: t('count.of'), cell: ({ category }) => category ?? t('count.wholeStore') },
              { title: t('count.startedAt'), cell: ({ startedAt }) => formatInstant(startedAt, timezone) },
              { title: t('count.status'), cell: ({ status }) => t(`count.status.${status}`) },
              { title: t('nav.products'), numeric: true, cell: ({ productsCount }) => formatNumber(productsCount) },
              { title: t('product.units'), numeric: true, cell: ({ unitsCount }) => formatNumber(unitsCount) },
            ]}
            actions={(count) => [
              { text: t('count.open'), label: t('count.openNamed', { name: count.name }), run: () => open(count) },
            ]}
          />
        )}
      </Loading>
      {starting && <StartDialog onStarted={open} onClose={() => setStarting(false)} />}
    </Page>
  );
}

function StartDialog({ onStarted, onClose }: { onStarted(count: StockCount): void; onClose(): void }) {
  const t = useT();
  const [key] = useState(newUuid);
  const { place } = useThisRegister(useProfile().organization.id);
  const start = useStartCount(key);
  const form = useApiForm({
    initialValues: { name: '', category: '', blind: false },
    write: start,
    onSubmit({ name, category, blind }) {
      const store = place ? { storeId: place.store.id } : {};
      start.mutate({ name, blind, ...store, ...(category.trim() && { category }) }, { onSuccess: onStarted });
    },
  });
  return (
    <Dialog title={t('count.start')} size="md" onClose={onClose}>
      <form onSubmit={form.submit}>
        <Stack>
          <TextInput
            size="md"
            label={t('count.name')}
            placeholder={t('count.nameExample')}
            required
            data-autofocus
            {...form.text('name')}
          />
          <TextInput
            size="md"
            label={t('product.category')}
            description={t('count.categoryHint')}
            {...form.text('category')}
          />
          <Switch
            size="md"
            label={t('count.blind')}
            description={t('count.blindHint')}
            checked={form.values.blind}
            onChange={(event) => form.change({ blind: event.currentTarget.checked })}
          />
          <ProblemAlert {...form.problem} />
          <Button size="lg" type="submit" loading={form.pending}>
            {t('count.begin')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
