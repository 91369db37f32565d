import { ConfirmDialog } from '../../../components/confirm-dialog';
import { useT } from '../../../lib/texts';
import { type User, useDeleteUser } from '../api/users';

export function DeleteUser({ user, onClose }: { user: User; onClose(): void }) {
  const t = useT();
  const removal = useDeleteUser(user.id);
  return (
    <ConfirmDialog
      title={t('app.deleteAsk', { name: user.name })}
      text={t('users.deleteText', { email: user.email })}
      action={t('app.delete')}
      error={removal.error}
      pending={removal.isPending}
      onConfirm={() => removal.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
