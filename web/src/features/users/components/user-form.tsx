import { Button, Group, PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { fieldErrors } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { type User, useCreateUser, useUpdateUser } from '../api/users';

const ROLES = ['cashier', 'manager', 'org_admin'] as const;

/** The fields that show their own faults; any other fault is said below them. */
const FIELDS = ['name', 'email', 'role', 'password'];

/** Makes a user, or changes one. */
export function UserForm({ user, onClose }: { user: User | undefined; onClose(): void }) {
  const t = useT();
  const [idempotencyKey] = useState(() => newUuid());
  const create = useCreateUser(idempotencyKey);
  const update = useUpdateUser(user?.id ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [name, setName] = useState(user?.name ?? '');
  const [role, setRole] = useState<User['role']>(user?.role ?? 'cashier');
  const [active, setActive] = useState(user?.active ?? true);
  const [password, setPassword] = useState('');
  const write = user ? update : create;
  const faults = fieldErrors(write.error ?? undefined);
  const shownAtField = Object.keys(faults).some((path) => FIELDS.includes(path));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const done = { onSuccess: onClose };
    if (!user) create.mutate({ email, name, role, password }, done);
    else update.mutate({ email, name, role, active, version: user.version, ...(password && { password }) }, done);
  };

  return (
    <Dialog title={user ? t('users.edit', { name: user.name }) : t('users.new')} size="md" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('product.name')}
            size="md"
            required
            data-autofocus
            value={name}
            error={faults['name']}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('signIn.email')}
            type="email"
            size="md"
            required
            value={email}
            error={faults['email']}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Select
            label={t('users.role')}
            size="md"
            data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
            value={role}
            allowDeselect={false}
            error={faults['role']}
            onChange={(value) => value && setRole(value as User['role'])}
          />
          <PasswordInput
            label={user ? t('users.newPassword') : t('signIn.password')}
            description={user ? t('users.keepPassword') : undefined}
            size="md"
            required={!user}
            autoComplete="new-password"
            value={password}
            error={faults['password']}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {user && (
            <Switch
              label={t('users.maySignIn')}
              size="md"
              checked={active}
              onChange={(event) => setActive(event.currentTarget.checked)}
            />
          )}
          {!shownAtField && <ProblemAlert error={write.error} />}
          <Group justify="flex-end">
            <Button variant="default" size="md" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" size="md" loading={write.isPending}>
              {t('app.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
