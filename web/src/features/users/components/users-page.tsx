import { Badge, Button, Container, Group, Loader, Table, Title } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { formatInstant } from '../../../lib/format';
import { useProfile } from '../../session/session';
import { type User, useUsers } from '../api/users';
import { ROLE_LABELS } from '../roles';
import { DeleteUser } from './delete-user';
import { UserForm } from './user-form';

/** Who works here: for the organization's admins. */
export function UsersPage() {
  const { organization } = useProfile();
  const users = useUsers();
  const [edited, setEdited] = useState<User | 'new'>();
  const [deleted, setDeleted] = useState<User>();
  const items = users.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Container size="lg" py="md">
      <Group justify="space-between" mb="md">
        <Title order={1} size="h2">
          Users
        </Title>
        <Button size="md" onClick={() => setEdited('new')}>
          New user
        </Button>
      </Group>
      <ProblemAlert error={users.error} />
      {users.isPending ? (
        <Loader />
      ) : (
        <Table.ScrollContainer minWidth={640}>
          <Table verticalSpacing="sm" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>E-mail</Table.Th>
                <Table.Th>Role</Table.Th>
                <Table.Th>Last sign-in</Table.Th>
                <Table.Th>Actions</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((user) => (
                <Table.Tr key={user.id}>
                  <Table.Td>
                    {user.name}{' '}
                    {!user.active && (
                      <Badge color="gray" variant="outline">
                        Disabled
                      </Badge>
                    )}
                  </Table.Td>
                  <Table.Td>{user.email}</Table.Td>
                  <Table.Td>{ROLE_LABELS[user.role]}</Table.Td>
                  <Table.Td>{formatInstant(user.lastLoginAt, organization.timezone)}</Table.Td>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      <Button
                        variant="default"
                        size="md"
                        aria-label={`Edit ${user.name}`}
                        onClick={() => setEdited(user)}
                      >
                        Edit
                      </Button>
                      <Button
                        variant="subtle"
                        color="red"
                        size="md"
                        aria-label={`Delete ${user.name}`}
                        onClick={() => setDeleted(user)}
                      >
                        Delete
                      </Button>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {users.hasNextPage && (
        <Button variant="default" loading={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
          More
        </Button>
      )}
      {edited && <UserForm user={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {deleted && <DeleteUser user={deleted} onClose={() => setDeleted(undefined)} />}
    </Container>
  );
}
