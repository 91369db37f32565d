import { Button, Group, Text } from '@mantine/core';
import { type SyntheticEvent, useEffect, useRef } from 'react';
import { focus } from '../../../lib/focus';
import { useT } from '../../../lib/texts';

/** In the place of a dialog that cannot be shown: the sale stands behind it as it was. The browser's own: ours may be what is not there. */
export function DialogFailure({ onAgain, onClose }: { onAgain(): void; onClose(): void }) {
  const t = useT();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const cancel = (event: SyntheticEvent) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={dialog} className="dialog-failure" aria-label={t('nav.till')} onCancel={cancel}>
      <Text role="alert">{t('app.failed')}</Text>
      <Group mt="md">
        <Button ref={focus} onClick={onAgain}>
          {t('app.retry')}
        </Button>
        <Button variant="default" onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
      </Group>
    </dialog>
  );
}
