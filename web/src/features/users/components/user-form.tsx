import { Button, Group, Modal, PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { fieldErrors } from '../../../lib/problem';
import { newUuid } from '../../../lib/uuid';
import { type User, useCreateUser, useUpdateUser } from '../api/users';
import { ROLE_LABELS } from '../roles';

const ROLES = Object.entries(ROLE_LABELS).map(([value, label]) => ({ value, label }));

/** The fields that show their own faults; any other fault is said below them. */
const FIELDS = ['name', 'email', 'role', 'password'];

/** Makes a user, or changes one. */
export function UserForm({ user, onClose }: { user: User | undefined; onClose(): void }) {
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
    <Modal
      opened
      onClose={onClose}
      title={user ? `Edit ${user.name}` : 'New user'}
      closeButtonProps={{ 'aria-label': 'Close', size: 44 }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Name"
            size="md"
            required
            data-autofocus
            value={name}
            error={faults['name']}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="E-mail"
            type="email"
            size="md"
            required
            value={email}
            error={faults['email']}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Select
            label="Role"
            size="md"
            data={ROLES}
            value={role}
            allowDeselect={false}
            error={faults['role']}
            onChange={(value) => value && setRole(value as User['role'])}
          />
          <PasswordInput
            label={user ? 'New password (leave empty to keep)' : 'Password'}
            size="md"
            required={!user}
            autoComplete="new-password"
            value={password}
            error={faults['password']}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {user && (
            <Switch
              label="May sign in"
              size="md"
              checked={active}
              onChange={(event) => setActive(event.currentTarget.checked)}
            />
          )}
          {!shownAtField && <ProblemAlert error={write.error} />}
          <Group justify="flex-end">
            <Button variant="default" size="md" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" size="md" loading={write.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
