import { Button, Group, Text } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { focus } from '../../../lib/focus';
import { useT } from '../../../lib/texts';

/** In the place of a dialog that cannot be shown: the sale stands behind it as it was. */
export function DialogFailure({ onAgain, onClose }: { onAgain(): void; onClose(): void }) {
  const t = useT();
  return (
    <Dialog title={t('nav.till')} size="md" onClose={onClose}>
      <Text role="alert">{t('app.failed')}</Text>
      <Group mt="md">
        <Button ref={focus} onClick={onAgain}>
          {t('app.retry')}
        </Button>
        <Button variant="default" onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
      </Group>
    </Dialog>
  );
}
