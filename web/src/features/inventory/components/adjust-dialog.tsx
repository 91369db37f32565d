import { Button, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { fieldErrors } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { type Adjustment, type Balance, useAdjust } from '../api/inventory';

const REASONS = ['breakage', 'theft', 'sample', 'correction', 'count'] as const;

/** Adds to or takes from what is on hand, with the reason. */
export function AdjustDialog({ balance, onClose }: { balance: Balance; onClose(): void }) {
  const t = useT();
  const [key] = useState(newUuid);
  const adjust = useAdjust(key);
  const [units, setUnits] = useState<number | string>('');
  const [reason, setReason] = useState<Adjustment['reason']>('breakage');
  const [note, setNote] = useState('');
  const faults = fieldErrors(adjust.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { productId: balance.productId, units: Number(units), reason, ...(note && { note }) };
    adjust.mutate(body, { onSuccess: onClose });
  };
  return (
    <Dialog title={t('inventory.adjustNamed', { name: balance.name })} size="md" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Text>{t('inventory.onHandNow', { count: balance.onHand })}</Text>
          <NumberInput
            size="md"
            label={t('inventory.change')}
            description={t('inventory.changeHint')}
            required
            allowDecimal={false}
            data-autofocus
            value={units}
            error={faults['units']}
            onChange={setUnits}
          />
          <NativeSelect
            size="md"
            label={t('line.reason')}
            value={reason}
            data={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
            onChange={(event) => setReason(event.currentTarget.value as Adjustment['reason'])}
          />
          <TextInput
            size="md"
            label={t('inventory.note')}
            value={note}
            error={faults['note']}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <ProblemAlert error={Object.keys(faults).length === 0 ? adjust.error : undefined} />
          <Button size="lg" type="submit" loading={adjust.isPending} disabled={units === '' || Number(units) === 0}>
            {t('app.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
