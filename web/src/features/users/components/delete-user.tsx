import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { type User, useDeleteUser } from '../api/users';

export function DeleteUser({ user, onClose }: { user: User; onClose(): void }) {
  const t = useT();
  const removal = useDeleteUser(user.id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('users.deleteAsk', { name: user.name })}
      closeButtonProps={{ 'aria-label': t('app.close'), size: 44 }}
    >
      <Stack>
        <Text>{t('users.deleteText', { email: user.email })}</Text>
        <ProblemAlert error={removal.error} />
        <Group justify="flex-end">
          <Button variant="default" size="md" onClick={onClose} data-autofocus>
            {t('users.keep')}
          </Button>
          <Button
            color="red"
            size="md"
            loading={removal.isPending}
            onClick={() => removal.mutate(undefined, { onSuccess: onClose })}
          >
            {t('app.delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
