import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import type { Shift } from '../../../domain/shifts';
import { useT } from '../../../lib/texts';
import { OpenDrawer, type OpeningStep } from './open-drawer';

interface OpenDrawerDialogProps {
  registerId: string;
  currency: string;
  onOpen(shift: Shift): void;
  onClose(): void;
}

/** The drawer is counted before the first sale, where the store wants that. */
export function OpenDrawerDialog({ onClose, ...props }: OpenDrawerDialogProps) {
  const t = useT();
  const [step, setStep] = useState<OpeningStep>();
  return (
    <Dialog title={t('drawer.openTitle')} size="screen" unsaved={step === 'typed'} onClose={onClose}>
      <Stack maw={560} mx="auto">
        <Text c="dimmed">{t('drawer.openWhy')}</Text>
        <OpenDrawer {...props} onStep={setStep} />
      </Stack>
    </Dialog>
  );
}
