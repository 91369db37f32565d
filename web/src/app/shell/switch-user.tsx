import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../components/dialog';
import { PinForm } from '../../components/pin-form';
import { useSession } from '../../features/session/session';
import { useT } from '../../lib/texts';
import { LAST_USER, usePinUsers } from './use-pin-users';

/** Who stands at the till next, by a PIN: the sale that is open stays with its cashier. */
export function SwitchUserDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  return (
    <Dialog title={t('switch.title')} size="sm" onClose={onClose}>
      <SwitchUser onDone={onClose} />
    </Dialog>
  );
}

/** In the place of a till that nobody touched for a while: nothing of it is to be seen or done. */
export function LockedTill({ onUnlock }: { onUnlock(): void }) {
  const t = useT();
  const { signOut } = useSession();
  return (
    <main className="locked">
      <Stack maw={360} w="100%">
        <h1>{t('switch.locked')}</h1>
        <SwitchUser onDone={onUnlock} />
        <Button
          variant="subtle"
          onClick={() => {
            onUnlock();
            void signOut();
          }}
        >
          {t('switch.password')}
        </Button>
      </Stack>
    </main>
  );
}

function SwitchUser({ onDone }: { onDone(): void }) {
  const t = useT();
  const { switchTo } = useSession();
  const people = usePinUsers();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  return (
    <PinForm
      people={people.data?.items}
      kept={LAST_USER}
      nobody={t('switch.nobody')}
      about={t('switch.who')}
      action={t('switch.go')}
      pending={pending}
      error={error ?? people.error}
      onPin={async (userId, pin) => {
        setPending(true);
        try {
          await switchTo(userId, pin);
          onDone();
        } catch (reason) {
          setError(reason);
          throw reason;
        } finally {
          setPending(false);
        }
      }}
    />
  );
}
