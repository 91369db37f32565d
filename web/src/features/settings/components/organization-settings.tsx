import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { PictureField } from '../../../components/picture-field';
import { ProblemAlert } from '../../../components/problem-alert';
import { useOrganizationLogo, useSetOrganizationLogo } from '../../../domain/organization-logo';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useUnsaved } from '../../../lib/unsaved';
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
  const isChanged = values.name !== name || values.currency !== currency;
  useUnsaved(isChanged);
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
          <LogoField />
          <ProblemAlert {...form.problem} />
          <Group>
            <Button size="md" type="submit" loading={form.pending} disabled={!isChanged}>
              {t('app.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  );
}

/** What stands at the head of every receipt. */
function LogoField() {
  const logo = useOrganizationLogo();
  const write = useSetOrganizationLogo();
  return (
    <PictureField
      picture={logo && <img className="receipt-logo" src={logo} alt="" />}
      texts={{ add: 'logo.add', replace: 'logo.replace', remove: 'logo.remove' }}
      write={write}
    />
  );
}
