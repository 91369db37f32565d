import { Alert, Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { type Shift, useOpenDrawer, useOpenShift } from '../../../domain/shifts';
import { formatCents } from '../../../lib/format';
import { isUnsettled, problemOf } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { CashCountForm, countOf, NOTHING_COUNTED } from './cash-count-form';

/** What stands there of the count: typed, to be asked about before it goes, or entered. */
export type OpeningStep = 'typed' | 'entered';

interface OpenDrawerProps {
  registerId: string;
  currency: string;
  onStep(step: OpeningStep): void;
  onOpen(shift: Shift): void;
}

/** The drawer is counted before the first sale. What the last close left is compared when it is done, so that nobody counts towards it. */
export function OpenDrawer({ registerId, currency, onStep, onOpen }: OpenDrawerProps) {
  const t = useT();
  const [id] = useState(newUuid);
  const [draft, setDraft] = useState(NOTHING_COUNTED);
  const { opening, seen, refresh } = useOpenDrawer(registerId);
  const { data: standing } = useOpenShift(registerId);
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
  const isLost = opening.error !== null && isUnsettled(problemOf(opening.error));
  // Somebody was faster at another device: what was counted stands there still, for the eye.
  const elsewhere = standing && standing.id !== id ? standing : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!count || elsewhere || opening.isPending) return;
    opening.mutate(
      { id, openingCount: count },
      {
        onSuccess: (opened) => {
          onStep('entered');
          if ((opened.openingDifferenceCents ?? 0) === 0) open(opened);
        },
        onError: (error) => problemOf(error).code === 'shift_open' && refresh(),
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <CashCountForm
          draft={draft}
          currency={currency}
          disabled={isLost || elsewhere !== undefined}
          onChange={(typed) => {
            setDraft(typed);
            onStep('typed');
          }}
        />
        {elsewhere ? (
          <OpenedElsewhere shift={elsewhere} currency={currency} onSeen={() => onOpen(elsewhere)} />
        ) : (
          <>
            <ProblemAlert error={opening.error} />
            <Button size="xl" type="submit" disabled={!count} loading={opening.isPending}>
              {t(isLost ? 'app.retry' : 'drawer.open')}
            </Button>
          </>
        )}
      </Stack>
    </form>
  );
}

function OpenedElsewhere({ shift, currency, onSeen }: { shift: Shift; currency: string; onSeen(): void }) {
  const t = useT();
  const amount = formatCents(shift.openingCents, currency);
  return (
    <>
      <Alert color="warning" role="alert">
        {t('drawer.openedElsewhere', { name: shift.openedBy.name, amount })}
      </Alert>
      <Button size="xl" data-autofocus onClick={onSeen}>
        {t('drawer.toTheTill')}
      </Button>
    </>
  );
}
