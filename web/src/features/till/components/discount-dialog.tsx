import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { readAmount } from '../../../lib/amounts';
import { useT } from '../../../lib/texts';
import type { Discount } from '../basket';

interface DiscountDialogProps {
  discount: Discount | undefined;
  onGive(discount: Discount | undefined): void;
  onClose(): void;
}

/** A discount on the whole sale. */
export function DiscountDialog({ discount, onGive, onClose }: DiscountDialogProps) {
  const t = useT();
  const [percent, setPercent] = useState(discount?.rateMillionths ? String(discount.rateMillionths / 10_000) : '');
  const [reason, setReason] = useState(discount?.reason ?? '');
  const hundredths = readAmount(percent);
  const isPart = hundredths !== undefined && hundredths > 0 && hundredths <= 10_000;
  const valid = isPart && reason.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid) onGive({ kind: 'percent', rateMillionths: hundredths * 100, reason: reason.trim() });
  };
  return (
    <Dialog title={t('discount.title')} size="md" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            size="md"
            label={t('line.percentOff')}
            inputMode="decimal"
            data-autofocus
            value={percent}
            error={percent !== '' && !isPart && t('discount.bounds')}
            onChange={(event) => setPercent(event.currentTarget.value)}
          />
          <TextInput
            size="md"
            label={t('line.reason')}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group grow>
            {discount && (
              <Button size="lg" variant="default" onClick={() => onGive(undefined)}>
                {t('line.undo')}
              </Button>
            )}
            <Button size="lg" type="submit" disabled={!valid}>
              {t('line.giveDiscount')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
