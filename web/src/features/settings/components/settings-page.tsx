import { Badge, Button, Group, NativeSelect, NumberInput, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Loading, Page } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { TimeZoneInput } from '../../../components/time-zone-input';
import { useStores } from '../../../domain/stores';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useUnsaved } from '../../../lib/unsaved';
import { useApiForm } from '../../../lib/use-api-form';
import { useProfile } from '../../session/session';
import { useStoreWrite } from '../api/stores';
import { DrawerPolicy } from './drawer-policy';
import { OrganizationSettings } from './organization-settings';
import { ReceiptTexts } from './receipt-texts';
import { Registers } from './registers';
import { COLUMNS, StorePolicies } from './store-policies';
import { TendersTaken } from './tenders-taken';

type Store = Schemas['StoreDto'];

/** The organization's stores and registers, and how each store rounds and counts. */
export function SettingsPage() {
  const t = useT();
  const stores = useStores();
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={t('nav.settings')}
      actions={
        <Button size="md" onClick={() => setAdding(true)}>
          {t('settings.newStore')}
        </Button>
      }
    >
      <Stack>
        <OrganizationSettings />
        <Loading query={stores}>
          {({ items }) => (
            <>
              {items.map((store) => (
                <StoreSettings key={store.id} store={store} />
              ))}
            </>
          )}
        </Loading>
      </Stack>
      {adding && <NewStore onClose={() => setAdding(false)} />}
    </Page>
  );
}

function StoreSettings({ store }: { store: Store }) {
  const t = useT();
  const [readable, setReadable] = useState(true);
  const [drawerReadable, setDrawerReadable] = useState(true);
  const params = { path: { id: store.id } };
  const save = useStoreWrite((body: Schemas['UpdateStoreDto']) =>
    answered(api.PATCH('/api/stores/{id}', { params, body })),
  );
  // What was changed, over what the store has: only that is sent.
  const form = useApiForm<{ draft: Schemas['UpdateStoreDto'] }>({
    initialValues: { draft: {} },
    write: save,
    onSubmit: ({ draft }) => save.mutate(draft, { onSuccess: () => form.change({ draft: {} }) }),
  });
  const { draft } = form.values;
  useUnsaved(Object.keys(draft).length > 0);
  const shown = { ...store, ...draft };
  const change = (values: Schemas['UpdateStoreDto']) => form.change({ draft: { ...draft, ...values } });
  return (
    <section className="card" aria-label={store.name}>
      <form onSubmit={form.submit}>
        <Stack>
          <Title order={2} size="h4">
            {store.number} · {store.name}{' '}
            {store.registers.every(({ closed }) => closed) && <Badge color="gray">{t('settings.storeClosed')}</Badge>}
          </Title>
          <SimpleGrid cols={COLUMNS}>
            <TextInput
              size="md"
              label={t('product.name')}
              value={shown.name}
              error={form.faultAt('name')}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <TimeZoneInput
              size="md"
              label={t('settings.timezone')}
              value={shown.timezone}
              error={form.faultAt('timezone')}
              onChange={(event) => change({ timezone: event.currentTarget.value })}
            />
            <NumberInput
              size="md"
              label={t('settings.dayStart')}
              min={0}
              max={12}
              allowDecimal={false}
              value={shown.dayStartHour}
              onChange={(hour) => change({ dayStartHour: Number(hour) })}
            />
          </SimpleGrid>
          <SimpleGrid cols={COLUMNS}>
            <NativeSelect
              size="md"
              label={t('settings.negativeStock')}
              value={shown.negativeStock}
              data={(['allow', 'block'] as const).map((value) => ({ value, label: t(`settings.${value}`) }))}
              onChange={(event) => change({ negativeStock: event.currentTarget.value as 'allow' | 'block' })}
            />
            <NativeSelect
              size="md"
              label={t('settings.taxRounding')}
              value={shown.taxRounding}
              data={(['line', 'sale'] as const).map((value) => ({ value, label: t(`settings.per.${value}`) }))}
              onChange={(event) => change({ taxRounding: event.currentTarget.value as 'line' | 'sale' })}
            />
            <NativeSelect
              size="md"
              label={t('settings.cashRounding')}
              value={String(shown.cashRounding.toCents)}
              data={['1', '5', '10'].map((value) => ({
                value,
                label: t('settings.toCents', { count: Number(value) }),
              }))}
              onChange={(event) =>
                change({
                  cashRounding: { ...shown.cashRounding, toCents: Number(event.currentTarget.value) as 1 | 5 | 10 },
                })
              }
            />
          </SimpleGrid>
          <ReceiptTexts texts={shown.receipt} faultAt={form.faultAt} onChange={change} />
          <TendersTaken tenders={shown.tenders} onChange={change} />
          <StorePolicies store={shown} faultAt={form.faultAt} onChange={change} onReadable={setReadable} />
          <DrawerPolicy store={shown} faultAt={form.faultAt} onChange={change} onReadable={setDrawerReadable} />
          <ProblemAlert {...form.problem} />
          <Group>
            <Button
              size="md"
              type="submit"
              loading={form.pending}
              disabled={!readable || !drawerReadable || Object.keys(draft).length === 0}
            >
              {t('app.save')}
            </Button>
          </Group>
        </Stack>
      </form>
      <Registers store={store} />
    </section>
  );
}

function NewStore({ onClose }: { onClose(): void }) {
  const t = useT();
  const { organization } = useProfile();
  const create = useStoreWrite((body: Schemas['NewStoreDto']) => answered(api.POST('/api/stores', { body })));
  const form = useApiForm({
    initialValues: { name: '', timezone: organization.timezone },
    write: create,
    onSubmit: (values) => create.mutate(values, { onSuccess: onClose }),
  });
  return (
    <Dialog title={t('settings.newStore')} onClose={onClose}>
      <form onSubmit={form.submit}>
        <Stack>
          <TextInput size="md" label={t('product.name')} required data-autofocus {...form.text('name')} />
          <TimeZoneInput size="md" label={t('settings.timezone')} required {...form.text('timezone')} />
          <ProblemAlert {...form.problem} />
          <Button size="lg" type="submit" loading={form.pending}>
            {t('app.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
