import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ProblemAlert } from '../../../components/problem-alert';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { useProfile, useSession } from '../../session/session';
import { COLUMNS } from './store-policies';

/** The organization's name, and what it counts in until it has sold. */
export function OrganizationSettings() {
  const t = useT();
  const { organization } = useProfile();
  const { refresh } = useSession();
  const { name, currency } = organization;
  const save = useMutation({
    mutationFn: (body: Schemas['UpdateOwnOrganizationDto']) => answered(api.PATCH('/api/organization', { body })),
    onSuccess: refresh,
  });
  const form = useApiForm({
    initialValues: { name, currency },
    write: save,
    onSubmit: (values) =>
      save.mutate({
        ...(values.name !== name && { name: values.name }),
        ...(values.currency !== currency && { currency: values.currency }),
      }),
  });
  const { values } = form;
  return (
    <section className="card" aria-label={t('settings.organization')}>
      <form onSubmit={form.submit}>
        <Stack>
          <Title order={2} size="h4">
            {name}
          </Title>
          <SimpleGrid cols={COLUMNS}>
            <TextInput size="md" label={t('product.name')} required {...form.text('name')} />
            <NativeSelect
              size="md"
              label={t('settings.currency')}
              description={t('settings.currencyHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={values.currency}
              data={Intl.supportedValuesOf('currency')}
              error={form.faultAt('currency')}
              onChange={(event) => form.change({ currency: event.currentTarget.value })}
            />
          </SimpleGrid>
          <Text c="dimmed">{organization.timezone}</Text>
          <ProblemAlert {...form.problem} />
          <Group>
            <Button
              size="md"
              type="submit"
              loading={form.pending}
              disabled={values.name === name && values.currency === currency}
            >
              {t('app.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  );
}
