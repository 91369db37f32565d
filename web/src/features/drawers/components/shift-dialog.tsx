import { Button, Stack, Title } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { Loading } from '../../../components/loading';
import { ProblemAlert } from '../../../components/problem-alert';
import { PrintedShiftReport, ShiftReport } from '../../../components/shift-report';
import { type Shift, useShift, useX, type ZReport } from '../../../domain/shifts';
import { formatCents, formatInstant } from '../../../lib/format';
import { useT } from '../../../lib/texts';

interface ShiftDialogProps {
  shift: Shift | ZReport;
  about: string;
  currency: string;
  timezone: string;
  onClose(): void;
}

/** One shift: its figures so far, or as they were when it was closed, and every movement with who allowed it. */
export function ShiftDialog({ shift, about, currency, timezone, onClose }: ShiftDialogProps) {
  const t = useT();
  return (
    <Dialog title={about} size="md" onClose={onClose}>
      <Stack>
        {'counted' in shift && 'sales' in shift ? (
          <Report figures={shift} about={about} currency={currency} timezone={timezone} />
        ) : (
          <SoFar shiftId={shift.id} about={about} currency={currency} timezone={timezone} />
        )}
        <Movements shiftId={shift.id} currency={currency} timezone={timezone} />
        <Button size="md" variant="default" onClick={() => window.print()}>
          {t('drawer.print')}
        </Button>
      </Stack>
    </Dialog>
  );
}

type Shown = Pick<ShiftDialogProps, 'about' | 'currency' | 'timezone'>;

function Report(props: Shown & { figures: Parameters<typeof ShiftReport>[0]['figures'] }) {
  return (
    <>
      <ShiftReport {...props} />
      <PrintedShiftReport {...props} />
    </>
  );
}

function SoFar({ shiftId, ...shown }: Shown & { shiftId: string }) {
  const figures = useX(shiftId);
  if (figures.data) return <Report figures={figures.data} {...shown} />;
  return figures.error ? <ProblemAlert error={figures.error} /> : <Loading />;
}

function Movements({ shiftId, currency, timezone }: { shiftId: string; currency: string; timezone: string }) {
  const t = useT();
  const movements = useShift(shiftId).data?.movements ?? [];
  if (movements.length === 0) return null;
  return (
    <section aria-label={t('drawers.movements')}>
      <Title order={3} size="h5">
        {t('drawers.movements')}
      </Title>
      <ul className="movements">
        {movements.map(({ id, type, amountCents, reason, vendorId, at, by, approvedBy }) => (
          <li key={id}>
            <strong>
              {t(`drawer.${type}`)} {type !== 'no_sale' && formatCents(amountCents, currency)}
            </strong>
            <div>{[vendorId, reason].filter(Boolean).join(' · ')}</div>
            <small>
              {formatInstant(at, timezone)} · {by.name}
              {approvedBy && ` · ${t('shift.approvedBy', { name: approvedBy.name })}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
