import { Button, Group, Stack, Text } from '@mantine/core';
import { useT } from '../lib/texts';
import { Dialog } from './dialog';

interface LeaveQuestionProps {
  onStay(): void;
  onLeave(): void;
}

/** Asks whether what was not saved may be lost. */
export function LeaveQuestion({ onStay, onLeave }: LeaveQuestionProps) {
  const t = useT();
  return (
    <Dialog title={t('app.unsaved')} size="md" onClose={onStay}>
      <Stack>
        <Text>{t('app.unsavedHint')}</Text>
        <Group justify="flex-end">
          <Button size="md" onClick={onStay} data-autofocus>
            {t('app.keepEditing')}
          </Button>
          <Button size="md" variant="default" onClick={onLeave}>
            {t('app.discard')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
