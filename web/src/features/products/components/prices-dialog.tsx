import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { instantOf } from '@liquor-pos/domain/time/business-date';
import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '../../../components/data-table';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { Loading } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { useBusinessTime } from '../../../domain/stores';
import { daysBefore } from '../../../lib/days';
import { formatCents, formatInstant } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { newUuid } from '../../../lib/uuid';
import { useProfile } from '../../session/session';
import { useCallOffPrice, usePriceHistory, useScheduledPrices, useSchedulePrice } from '../api/prices';
import type { Product } from '../api/products';

/** What a product's prices were, and what they are to be. */
export function PricesDialog({ product, onClose }: { product: Product; onClose(): void }) {
  const t = useT();
  const { currency, timezone } = useProfile().organization;
  const history = usePriceHistory(product.id);
  const scheduled = useScheduledPrices(product.id);
  const callOff = useCallOffPrice();
  const packName = (id: string) => product.packs.find((pack) => pack.id === id)?.name ?? id;
  const money = (cents: number) => formatCents(cents, currency);
  return (
    <Dialog
      title={t('priceBook.of', { name: nameWithSize(product.name, product.volumeMl) })}
      size="xl"
      onClose={onClose}
    >
      <Stack>
        <Text fw={600}>{t('priceBook.toCome')}</Text>
        <Loading query={scheduled} isEmpty={(items) => items.length === 0} empty={t('priceBook.noneToCome')}>
          {(items) => (
            <DataTable
              caption={t('priceBook.toCome')}
              items={items}
              rowKey={({ id }) => id}
              nameOf={({ packId }) => packName(packId)}
              columns={[
                { title: t('priceBook.from'), cell: ({ startsAt }) => formatInstant(startsAt, timezone) },
                { title: t('product.pack'), cell: ({ packId }) => packName(packId) },
                { title: t('product.price'), numeric: true, cell: ({ priceCents }) => money(priceCents) },
                { title: t('priceBook.by'), cell: ({ userName }) => userName },
              ]}
              actions={({ id, priceCents }) => [
                {
                  text: t('priceBook.callOff'),
                  label: t('priceBook.callOffNamed', { price: money(priceCents) }),
                  loading: callOff.isPending,
                  run: () => callOff.mutate(id),
                },
              ]}
            />
          )}
        </Loading>
        <ProblemAlert error={callOff.error} />
        <ScheduleForm product={product} />
        <Text fw={600}>{t('priceBook.history')}</Text>
        <Loading query={history} isEmpty={(items) => items.length === 0} empty={t('priceBook.noHistory')}>
          {(changes) => (
            <DataTable
              caption={t('priceBook.history')}
              items={changes}
              rowKey={({ at, packId }) => `${at}/${packId}`}
              columns={[
                { title: t('inventory.when'), cell: ({ at }) => formatInstant(at, timezone) },
                { title: t('product.pack'), cell: (change) => change.packName },
                { title: t('priceBook.was'), numeric: true, cell: ({ fromCents }) => money(fromCents) },
                { title: t('priceBook.became'), numeric: true, cell: ({ toCents }) => money(toCents) },
                { title: t('priceBook.by'), cell: ({ userName }) => userName },
              ]}
            />
          )}
        </Loading>
      </Stack>
    </Dialog>
  );
}

/** Another price from a morning on, or any other time of the store's clock. */
function ScheduleForm({ product }: { product: Product }) {
  const t = useT();
  const { timezone } = useProfile().organization;
  const { day } = useBusinessTime(timezone);
  const [key, setKey] = useState(newUuid);
  const schedule = useSchedulePrice();
  const form = useApiForm({
    initialValues: {
      packId: product.packs[0]?.id ?? '',
      priceCents: undefined as number | undefined,
      // Tomorrow, before the store opens.
      from: `${daysBefore(day, -1)}T06:00`,
    },
    write: schedule,
    onSubmit({ packId, priceCents, from }) {
      const [date = '', time = ''] = from.split('T');
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      if (priceCents === undefined) return;
      const startsAt = instantOf(date, hour, minute, timezone).toISOString();
      schedule.mutate(
        { key, body: { productId: product.id, packId, priceCents, startsAt } },
        {
          onSuccess: () => {
            setKey(newUuid());
            form.change({ priceCents: undefined });
          },
        },
      );
    },
  });
  const { packId, priceCents, from } = form.values;
  return (
    <form onSubmit={form.submit}>
      <Group align="end">
        <NativeSelect
          size="md"
          label={t('product.pack')}
          value={packId}
          data={product.packs.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => form.change({ packId: event.currentTarget.value })}
        />
        <MoneyInput
          key={key}
          label={t('priceBook.new')}
          value={priceCents}
          onChange={(cents) => form.change({ priceCents: cents })}
        />
        <TextInput
          type="datetime-local"
          size="md"
          label={t('priceBook.from')}
          required
          value={from}
          error={form.faultAt('startsAt')}
          onChange={(event) => form.change({ from: event.currentTarget.value })}
        />
        <Button size="md" type="submit" loading={form.pending} disabled={priceCents === undefined}>
          {t('priceBook.schedule')}
        </Button>
      </Group>
      <ProblemAlert {...form.problem} />
    </form>
  );
}
