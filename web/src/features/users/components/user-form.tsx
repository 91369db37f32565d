import { PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { SaveBar } from '../../../components/save-bar';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { newUuid } from '../../../lib/uuid';
import { type User, useCreateUser, useUpdateUser } from '../api/users';
import { BirthDate } from './birth-date';

const ROLES = ['cashier', 'manager', 'org_admin'] as const;

/** Makes a user, or changes one. */
export function UserForm({ user, onClose }: { user: User | undefined; onClose(): void }) {
  const t = useT();
  const [idempotencyKey] = useState(() => newUuid());
  const create = useCreateUser(idempotencyKey);
  const update = useUpdateUser(user?.id ?? '');
  const { email = '', name = '', role = 'cashier', active = true } = user ?? {};
  const form = useApiForm({
    initialValues: { email, name, role, active, password: '' },
    write: user ? update : create,
    onSubmit({ password, active: mayAct, ...values }) {
      const done = { onSuccess: onClose };
      if (!user) create.mutate({ ...values, password }, done);
      else update.mutate({ ...values, active: mayAct, version: user.version, ...(password && { password }) }, done);
    },
  });

  return (
    <Dialog
      title={user ? t('users.edit', { name: user.name }) : t('users.new')}
      size="panel"
      unsaved={form.changed}
      onClose={onClose}
    >
      <form onSubmit={form.submit}>
        <Stack>
          <TextInput label={t('product.name')} size="md" required data-autofocus {...form.text('name')} />
          <TextInput label={t('signIn.email')} type="email" size="md" required {...form.text('email')} />
          <Select
            label={t('users.role')}
            size="md"
            data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
            value={form.values.role}
            allowDeselect={false}
            error={form.faultAt('role')}
            onChange={(value) => value && form.change({ role: value as User['role'] })}
          />
          <PasswordInput
            label={user ? t('users.newPassword') : t('signIn.password')}
            description={user ? t('users.keepPassword') : undefined}
            size="md"
            required={!user}
            autoComplete="new-password"
            {...form.text('password')}
          />
          {user && (
            <Switch
              label={t('users.maySignIn')}
              size="md"
              checked={form.values.active}
              onChange={(event) => form.change({ active: event.currentTarget.checked })}
            />
          )}
          {user && <BirthDate userId={user.id} />}
          <SaveBar saving={form.pending} problem={form.problem} />
        </Stack>
      </form>
    </Dialog>
  );
}
