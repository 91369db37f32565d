import {
  Button,
  Group,
  NativeSelect,
  NumberInput,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Loading, Page } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { fieldErrors } from '../../../lib/problem';
import { useStores } from '../../../lib/stores';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { COLUMNS, StorePolicies } from './store-policies';

type Store = Schemas['StoreDto'];

/** The organization's stores and registers, and how each store rounds and counts. */
export function SettingsPage() {
  const t = useT();
  const { organization } = useProfile();
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
        <Paper withBorder p="md">
          <Title order={2} size="h4">
            {organization.name}
          </Title>
          <Text c="dimmed">
            {organization.currency} · {organization.timezone}
          </Text>
        </Paper>
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

function useStoreWrite<Input>(write: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: write, onSettled: () => queries.invalidateQueries({ queryKey: ['stores'] }) });
}

function StoreSettings({ store }: { store: Store }) {
  const t = useT();
  const [draft, setDraft] = useState<Schemas['UpdateStoreDto']>({});
  const [readable, setReadable] = useState(true);
  const [register, setRegister] = useState('');
  const params = { path: { id: store.id } };
  const save = useStoreWrite(() => answered(api.PATCH('/api/stores/{id}', { params, body: draft })));
  const addRegister = useStoreWrite((name: string) =>
    answered(api.POST('/api/stores/{id}/registers', { params, body: { name } })),
  );
  const shown = { ...store, ...draft };
  const faults = fieldErrors(save.error);
  const change = (values: Schemas['UpdateStoreDto']) => setDraft({ ...draft, ...values });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined, { onSuccess: () => setDraft({}) });
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={store.name}>
      <form onSubmit={submit}>
        <Stack>
          <Title order={2} size="h4">
            {store.number} · {store.name}
          </Title>
          <SimpleGrid cols={COLUMNS}>
            <TextInput
              size="md"
              label={t('product.name')}
              value={shown.name}
              error={faults['name']}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <TextInput
              size="md"
              label={t('settings.timezone')}
              value={shown.timezone}
              error={faults['timezone']}
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
          <StorePolicies store={shown} faults={faults} onChange={change} onReadable={setReadable} />
          <ProblemAlert error={save.error} />
          <Group>
            <Button
              size="md"
              type="submit"
              loading={save.isPending}
              disabled={!readable || Object.keys(draft).length === 0}
            >
              {t('app.save')}
            </Button>
          </Group>
        </Stack>
      </form>
      <Text mt="md" fw={600}>
        {t('settings.registers')}
      </Text>
      {store.registers.map(({ id, number, name }) => (
        <Text key={id}>
          {number} · {name}
        </Text>
      ))}
      <Group align="end" mt="xs">
        <TextInput
          size="md"
          label={t('settings.newRegister')}
          value={register}
          onChange={(event) => setRegister(event.currentTarget.value)}
        />
        <Button
          size="md"
          variant="default"
          disabled={register.trim() === ''}
          loading={addRegister.isPending}
          onClick={() => addRegister.mutate(register, { onSuccess: () => setRegister('') })}
        >
          {t('settings.addRegister')}
        </Button>
      </Group>
      <ProblemAlert error={addRegister.error} />
    </Paper>
  );
}

function NewStore({ onClose }: { onClose(): void }) {
  const t = useT();
  const { organization } = useProfile();
  const [name, setName] = useState('');
  const [timezone, setTimezone] = useState(organization.timezone);
  const create = useStoreWrite(() => answered(api.POST('/api/stores', { body: { name, timezone } })));
  const faults = fieldErrors(create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Dialog title={t('settings.newStore')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            size="md"
            label={t('product.name')}
            required
            data-autofocus
            value={name}
            error={faults['name']}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            size="md"
            label={t('settings.timezone')}
            required
            value={timezone}
            error={faults['timezone']}
            onChange={(event) => setTimezone(event.currentTarget.value)}
          />
          <ProblemAlert error={Object.keys(faults).length === 0 ? create.error : undefined} />
          <Button size="lg" type="submit" loading={create.isPending}>
            {t('app.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
