import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { Scan } from '../machine/state';

/** So many are rarely meant. */
export function ManyDialog({ scan, onSure, onClose }: { scan: Scan; onSure(): void; onClose(): void }) {
  const t = useT();
  const count = formatNumber(scan.quantity);
  return (
    <Dialog title={t('many.title', { count })} size="sm" onClose={onClose}>
      <Stack>
        <Text>{t('many.text')}</Text>
        <Group grow>
          <Button size="lg" variant="default" data-autofocus onClick={onClose}>
            {t('many.no')}
          </Button>
          <Button size="lg" onClick={onSure}>
            {t('many.yes', { count })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
