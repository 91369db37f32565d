import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { type User, useDeleteUser } from '../api/users';

export function DeleteUser({ user, onClose }: { user: User; onClose(): void }) {
  const t = useT();
  const removal = useDeleteUser(user.id);
  return (
    <Dialog title={t('users.deleteAsk', { name: user.name })} size="md" onClose={onClose}>
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
    </Dialog>
  );
}
