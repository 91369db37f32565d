import { Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { type Shift, useOpenDrawer } from '../../../domain/shifts';
import { formatCents } from '../../../lib/format';
import { problemOf } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { CashCountForm, countOf, NOTHING_COUNTED } from './cash-count-form';

interface OpenDrawerProps {
  registerId: string;
  currency: string;
  onOpen(shift: Shift): void;
}

/** The drawer is counted before the first sale. What the last close left is compared when it is done, so that nobody counts towards it. */
export function OpenDrawer({ registerId, currency, onOpen }: OpenDrawerProps) {
  const t = useT();
  const [id] = useState(newUuid);
  const [draft, setDraft] = useState(NOTHING_COUNTED);
  const { opening, seen, refresh } = useOpenDrawer(registerId);
  const open = (shift: Shift) => {
    seen(shift);
    onOpen(shift);
  };
  const count = countOf(draft);
  const { data: shift } = opening;
  if (shift) {
    const off = shift.openingDifferenceCents ?? 0;
    const amount = formatCents(Math.abs(off), currency);
    return (
      <Stack>
        <Text size="lg">{t('drawer.opened', { amount: formatCents(shift.openingCents, currency) })}</Text>
        <Text role="alert">{t(off < 0 ? 'drawer.openedShort' : 'drawer.openedOver', { amount })}</Text>
        <Button size="xl" data-autofocus onClick={() => open(shift)}>
          {t('drawer.toTheTill')}
        </Button>
      </Stack>
    );
  }
  const code = opening.error ? problemOf(opening.error).code : undefined;
  const isLost = code === 'offline';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!count || opening.isPending) return;
    opening.mutate(
      { id, openingCount: count },
      {
        onSuccess: (opened) => (opened.openingDifferenceCents ?? 0) === 0 && open(opened),
        // Somebody was faster at another device: what stands there is read anew.
        onError: (error) => problemOf(error).code === 'shift_open' && refresh(),
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <CashCountForm draft={draft} currency={currency} disabled={isLost} onChange={setDraft} />
        <ProblemAlert error={opening.error} />
        <Button size="xl" type="submit" disabled={!count} loading={opening.isPending}>
          {t(isLost ? 'app.retry' : 'drawer.open')}
        </Button>
      </Stack>
    </form>
  );
}
