import type { ComponentProps } from 'react';
import { Dialog } from '../../components/dialog';
import { RegisterChoices } from '../../components/register-choices';
import { useT } from '../../lib/texts';

/** Which of the stores' registers this device is. */
export function RegisterDialog({ onClose, ...choices }: ComponentProps<typeof RegisterChoices> & { onClose(): void }) {
  const t = useT();
  return (
    <Dialog title={t('register.which')} onClose={onClose}>
      <RegisterChoices {...choices} />
    </Dialog>
  );
}
