import { Button, Group, Stack, Text } from '@mantine/core';
import { useT } from '../lib/texts';
import { Dialog } from './dialog';
import { ProblemAlert } from './problem-alert';

interface ConfirmDialogProps {
  title: string;
  /** What comes of it. */
  text: string;
  /** What the button that does it says. */
  action: string;
  error: unknown;
  pending: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asks once more before what cannot be taken back. */
export function ConfirmDialog({ title, text, action, error, pending, onConfirm, onClose }: ConfirmDialogProps) {
  const t = useT();
  return (
    <Dialog title={title} size="md" onClose={onClose}>
      <Stack>
        <Text>{text}</Text>
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" size="md" onClick={onClose} data-autofocus>
            {t('app.keep')}
          </Button>
          <Button color="refused" size="md" loading={pending} onClick={onConfirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
