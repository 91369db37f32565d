import { Badge, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { DataTable } from '../../../components/data-table';
import { Dialog } from '../../../components/dialog';
import { Loading, Page } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { answered, api } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { usePages } from '../../../lib/use-pages';

const KEY = ['organizations'];

function useOrganizationWrite<Input>(write: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: write, onSettled: () => queries.invalidateQueries({ queryKey: KEY }) });
}

/** For platform admins: who is on this deployment. */
export function PlatformPage() {
  const t = useT();
  const [opening, setOpening] = useState(false);
  const [asked, setAsked] = useState<{ id: string; name: string }>();
  const organizations = usePages(KEY, (cursor) =>
    answered(api.GET('/api/organizations', { params: { query: { limit: 50, ...(cursor && { cursor }) } } })),
  );
  const setActive = useOrganizationWrite(({ id, active }: { id: string; active: boolean }) =>
    answered(api.PATCH('/api/organizations/{id}', { params: { path: { id } }, body: { active } })),
  );
  return (
    <Page
      title={t('nav.platform')}
      actions={
        <Button size="md" onClick={() => setOpening(true)}>
          {t('platform.open')}
        </Button>
      }
    >
      {!asked && <ProblemAlert error={setActive.error} />}
      <Loading query={organizations} isEmpty={(items) => items.length === 0}>
        {(items) => (
          <DataTable
            caption={t('nav.platform')}
            items={items}
            more={organizations.more}
            rowKey={({ id }) => id}
            columns={[
              { title: t('product.name'), cell: ({ name }) => name },
              { title: t('platform.database'), cell: ({ databaseName }) => databaseName },
              {
                title: t('sales.state'),
                cell: ({ active }) => (
                  <Badge color={active ? 'bottle' : 'refused'}>
                    {t(active ? 'platform.active' : 'platform.suspended')}
                  </Badge>
                ),
              },
              {
                title: t('app.actions'),
                cell: ({ id, name, active }) => (
                  <Button
                    size="md"
                    variant="default"
                    aria-label={t(active ? 'platform.suspendNamed' : 'platform.activateNamed', { name })}
                    onClick={() => {
                      setActive.reset();
                      if (active) setAsked({ id, name });
                      else setActive.mutate({ id, active: true });
                    }}
                  >
                    {t(active ? 'platform.suspend' : 'platform.activate')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loading>
      {asked && (
        <ConfirmDialog
          title={t('platform.suspendAsk', asked)}
          text={t('platform.suspendText')}
          action={t('platform.suspend')}
          error={setActive.error}
          pending={setActive.isPending}
          onConfirm={() => setActive.mutate({ id: asked.id, active: false }, { onSuccess: () => setAsked(undefined) })}
          onClose={() => setAsked(undefined)}
        />
      )}
      {opening && <OpenOrganization onClose={() => setOpening(false)} />}
    </Page>
  );
}

/** The fields of a new organization, by the API's paths. */
const OPENING = {
  name: 'name',
  timezone: 'timezone',
  currency: 'currency',
  adminName: 'admin.name',
  adminEmail: 'admin.email',
  adminPassword: 'admin.password',
} as const;
type Opening = Record<keyof typeof OPENING, string>;

function OpenOrganization({ onClose }: { onClose(): void }) {
  const t = useT();
  const open = useOrganizationWrite(({ name, timezone, currency, adminName, adminEmail, adminPassword }: Opening) => {
    const admin = { name: adminName, email: adminEmail, password: adminPassword };
    return answered(api.POST('/api/organizations', { body: { name, timezone, currency, admin } }));
  });
  const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions();
  const form = useApiForm<Opening>({
    initialValues: { name: '', timezone, currency: 'USD', adminName: '', adminEmail: '', adminPassword: '' },
    write: open,
    onSubmit: (values) => open.mutate(values, { onSuccess: onClose }),
  });
  return (
    <Dialog title={t('platform.open')} onClose={onClose}>
      <form onSubmit={form.submit}>
        <Stack>
          {(Object.keys(OPENING) as (keyof Opening)[]).map((field) => {
            const Input = field === 'adminPassword' ? PasswordInput : TextInput;
            return (
              <Input
                key={field}
                size="md"
                required
                label={t(`platform.${field}`)}
                {...form.text(field, OPENING[field])}
              />
            );
          })}
          <ProblemAlert {...form.problem} />
          <Button size="lg" type="submit" loading={form.pending}>
            {t('platform.open')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
