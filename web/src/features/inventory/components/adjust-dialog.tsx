import { Button, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { newUuid } from '../../../lib/uuid';
import { type Adjustment, type Balance, useAdjust } from '../api/inventory';

const REASONS = ['breakage', 'theft', 'sample', 'correction', 'count'] as const;

interface AdjustDialogProps {
  balance: Balance;
  storeId: string | undefined;
  onClose(): void;
}

/** Adds to or takes from what is on hand, with the reason. */
export function AdjustDialog({ balance, storeId, onClose }: AdjustDialogProps) {
  const t = useT();
  const [key] = useState(newUuid);
  const adjust = useAdjust(key);
  const form = useApiForm({
    initialValues: { units: '' as number | string, reason: 'breakage' as Adjustment['reason'], note: '' },
    write: adjust,
    onSubmit({ units, reason, note }) {
      const store = storeId ? { storeId } : {};
      const body = { productId: balance.productId, units: Number(units), reason, ...store, ...(note && { note }) };
      adjust.mutate(body, { onSuccess: onClose });
    },
  });
  const { units, reason } = form.values;
  const isNumber = units !== '' && Number.isInteger(Number(units));
  const after = balance.onHand + Number(units);
  return (
    <Dialog title={t('inventory.adjustNamed', { name: balance.name })} size="md" onClose={onClose}>
      <form onSubmit={form.submit}>
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
            error={form.faultAt('units')}
            onChange={(value) => form.change({ units: value })}
          />
          {isNumber && (
            <Text c={after < 0 ? 'refused' : 'dimmed'}>
              {t('inventory.onHandThen', { count: formatNumber(after) })}
            </Text>
          )}
          <NativeSelect
            size="md"
            label={t('line.reason')}
            value={reason}
            data={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
            error={form.faultAt('reason')}
            onChange={(event) => form.change({ reason: event.currentTarget.value as Adjustment['reason'] })}
          />
          <TextInput size="md" label={t('inventory.note')} {...form.text('note')} />
          <ProblemAlert {...form.problem} />
          <Button size="lg" type="submit" loading={form.pending} disabled={units === '' || Number(units) === 0}>
            {t('app.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
