import { Button, Stack } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useT } from '../lib/texts';
import { ProblemAlert } from './problem-alert';

interface SaveBarProps {
  saving: boolean;
  disabled?: boolean;
  /** Why it was not saved. */
  problem: ComponentProps<typeof ProblemAlert>;
}

/** The button at the foot of an editor, in reach however long the editor is, and what came of pressing it. */
export function SaveBar({ saving, disabled = false, problem }: SaveBarProps) {
  const t = useT();
  return (
    <Stack className="dialog-save" gap="xs">
      <ProblemAlert {...problem} />
      <Button fullWidth size="lg" type="submit" loading={saving} disabled={disabled}>
        {t('app.save')}
      </Button>
    </Stack>
  );
}
