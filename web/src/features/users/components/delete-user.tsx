import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { ProblemAlert } from '../../../components/problem-alert';
import { type User, useDeleteUser } from '../api/users';

export function DeleteUser({ user, onClose }: { user: User; onClose(): void }) {
  const removal = useDeleteUser(user.id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Delete ${user.name}?`}
      closeButtonProps={{ 'aria-label': 'Close', size: 44 }}
    >
      <Stack>
        <Text>{user.email} can no longer sign in, from the next request on. Sales keep the name.</Text>
        <ProblemAlert error={removal.error} />
        <Group justify="flex-end">
          <Button variant="default" size="md" onClick={onClose} data-autofocus>
            Keep
          </Button>
          <Button
            color="red"
            size="md"
            loading={removal.isPending}
            onClick={() => removal.mutate(undefined, { onSuccess: onClose })}
          >
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
