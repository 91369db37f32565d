import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useUnsaved } from '../../../lib/unsaved';
import { useStoreWrite } from '../api/stores';

type Store = Schemas['StoreDto'];
type Register = Store['registers'][number];

/** A store's registers: their names, and whether they sell. */
export function Registers({ store }: { store: Store }) {
  const t = useT();
  const [name, setName] = useState('');
  useUnsaved(name.trim() !== '');
  const add = useStoreWrite((body: Schemas['NewRegisterDto']) =>
    answered(api.POST('/api/stores/{id}/registers', { params: { path: { id: store.id } }, body })),
  );
  return (
    <Stack gap="xs" mt="md">
      <Text fw={600}>{t('settings.registers')}</Text>
      {store.registers.map((register) => (
        <RegisterRow key={`${register.id}/${register.name}`} register={register} />
      ))}
      <Group align="end">
        <TextInput
          size="md"
          label={t('settings.newRegister')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          size="md"
          variant="default"
          disabled={name.trim() === ''}
          loading={add.isPending}
          onClick={() => add.mutate({ name }, { onSuccess: () => setName('') })}
        >
          {t('settings.addRegister')}
        </Button>
      </Group>
      <ProblemAlert error={add.error} />
    </Stack>
  );
}

function RegisterRow({ register }: { register: Register }) {
  const t = useT();
  const { id, number, closed } = register;
  const [name, setName] = useState(register.name);
  const update = useStoreWrite((body: Schemas['UpdateRegisterDto']) =>
    answered(api.PATCH('/api/registers/{id}', { params: { path: { id } }, body })),
  );
  return (
    <>
      <Group gap="xs">
        <Text w={24}>{number}</Text>
        <TextInput
          size="sm"
          aria-label={t('settings.renameRegister', { number })}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {name.trim() !== register.name && (
          <Button
            size="sm"
            loading={update.isPending}
            disabled={name.trim() === ''}
            onClick={() => update.mutate({ name })}
          >
            {t('settings.saveName')}
          </Button>
        )}
        <Button
          size="sm"
          variant="subtle"
          color={closed ? undefined : 'refused'}
          loading={update.isPending}
          aria-label={`${t(closed ? 'settings.openRegister' : 'settings.closeRegister')}: ${register.name}`}
          onClick={() => update.mutate({ closed: !closed })}
        >
          {t(closed ? 'settings.openRegister' : 'settings.closeRegister')}
        </Button>
        {closed && <Text c="dimmed">{t('settings.closedRegister')}</Text>}
      </Group>
      <ProblemAlert error={update.error} />
    </>
  );
}
