import '../till-dialogs.css';
import { TENDERED_TYPES, TENDERS, type TenderedType } from '@liquor-pos/domain/tenders/tender-types';
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { ProblemAlert } from '../../../components/problem-alert';
import { PrintedShiftReport, ShiftReport } from '../../../components/shift-report';
import { type Shift, useCloseDrawer } from '../../../domain/shifts';
import { useStores } from '../../../domain/stores';
import { formatCents } from '../../../lib/format';
import { isUnsettled, problemOf } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import type { Permission } from '../api/approvals';
import { ApprovalDialog } from '../components/approval-dialog';
import { CashCountForm, centsOf, countOf, NOTHING_COUNTED } from './cash-count-form';

interface CloseDrawerProps {
  shift: Shift;
  currency: string;
  timezone: string;
  /** The register, as its report names it. */
  about: string;
  /** Something is rung up, or paid in part. */
  openSale?: boolean;
  onClose(): void;
}

/** What is counted besides cash, by a sum. */
const COUNTED = TENDERED_TYPES.filter((tender) => TENDERS[tender].counted && tender !== 'cash');

/** Counts the drawer and ends the shift. Who counts blind sees what was counted, and nothing it could be made to agree with. */
export function CloseDrawer({ shift, currency, timezone, about, openSale, onClose }: CloseDrawerProps) {
  const t = useT();
  const [draft, setDraft] = useState(NOTHING_COUNTED);
  const [typed, setTyped] = useState<Partial<Record<TenderedType, number | undefined>>>({});
  const [leftCents, setLeft] = useState<number>();
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState<Permission>();
  const { closing, seen } = useCloseDrawer(shift.id);
  const money = (cents: number) => formatCents(cents, currency);
  const cash = countOf(draft);
  const expected = (tender: TenderedType) => shift.expected?.find((one) => one.tender === tender)?.cents;
  const taken = useStores().data?.items.find(({ id }) => id === shift.storeId)?.tenders ?? [];
  // Of cards nothing need be typed where none were taken; who counts blind is not told whether.
  const wanted = COUNTED.filter((tender) => (shift.expected ? (expected(tender) ?? 0) !== 0 : taken.includes(tender)));
  const counted = centsOf(draft);
  const leavesTooMuch = leftCents !== undefined && counted !== undefined && leftCents > counted;
  const ready = cash !== undefined && !leavesTooMuch && wanted.every((tender) => typed[tender] !== undefined);
  const close = (approval?: string) => {
    if (!cash) return;
    const body = {
      counted: [
        { tender: 'cash' as const, count: cash },
        ...wanted.map((tender) => ({ tender, count: { cents: typed[tender] ?? 0 } })),
      ],
      ...(reason.trim() && { reason: reason.trim() }),
      ...(leftCents !== undefined && { leftCents }),
      ...(approval && { approval }),
    };
    closing.mutate(body, {
      onError: (error) => {
        const problem = problemOf(error);
        if (problem.code === 'approval_required') setAsking(problem['permission'] as Permission);
      },
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !closing.isPending) close();
  };
  const code = closing.error ? problemOf(closing.error).code : undefined;
  // Without an answer it may be closed: the same is sent again, and nothing else, until one comes.
  const isLost = closing.error !== null && isUnsettled(problemOf(closing.error));
  const cashExpected = expected('cash');
  const cashOff = counted === undefined || cashExpected === undefined ? undefined : counted - cashExpected;
  if (asking) {
    return (
      <ApprovalDialog
        permission={asking}
        subject={shift.id}
        about={[
          t('drawer.counted'),
          counted !== undefined && money(counted),
          cashOff !== undefined && money(cashOff),
          reason,
        ]
          .filter(Boolean)
          .join(' · ')}
        onApproved={({ approval }) => {
          setAsking(undefined);
          close(approval);
        }}
        onClose={() => setAsking(undefined)}
      />
    );
  }
  if (closing.data) {
    const done = () => {
      seen();
      onClose();
    };
    return <Closed shift={closing.data} currency={currency} timezone={timezone} about={about} onClose={done} />;
  }
  return (
    <Dialog
      title={t('drawer.closeTitle')}
      size="screen"
      busy={closing.isPending}
      unsaved={cash !== undefined}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <Stack maw={640} mx="auto">
          {openSale && (
            <Alert color="warning" role="alert">
              {t('drawer.openSale')}
            </Alert>
          )}
          <CashCountForm draft={draft} currency={currency} disabled={isLost} onChange={setDraft} />
          {cashExpected !== undefined && counted !== undefined && (
            <Difference name={t('tender.cash')} counted={counted} expected={cashExpected} money={money} />
          )}
          {wanted.map((tender) => {
            const [countedCents, expectedCents] = [typed[tender], expected(tender)];
            const name = t(`tender.${tender}`);
            return (
              <div key={tender}>
                <MoneyInput
                  label={tender === 'card' ? t('drawer.batch') : t('drawer.sumOf', { name })}
                  {...(tender === 'card' && { description: t('drawer.batchHint') })}
                  disabled={isLost}
                  value={countedCents}
                  onChange={(cents) => setTyped({ ...typed, [tender]: cents })}
                />
                {countedCents !== undefined && expectedCents !== undefined && (
                  <Difference name={name} counted={countedCents} expected={expectedCents} money={money} />
                )}
              </div>
            );
          })}
          <MoneyInput
            label={t('drawer.left')}
            description={t('drawer.leftHint')}
            disabled={isLost}
            value={leftCents}
            error={leavesTooMuch ? t('drawer.leftTooMuch') : undefined}
            onChange={setLeft}
          />
          <TextInput
            size="md"
            label={t('drawer.reason')}
            maxLength={200}
            disabled={isLost}
            value={reason}
            error={code === 'reason_required' ? t('drawer.reasonNeeded') : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemAlert error={code === 'reason_required' || code === 'approval_required' ? null : closing.error} />
          <div className="drawer-submit">
            <Button size="xl" fullWidth type="submit" disabled={!ready} loading={closing.isPending}>
              {t(isLost ? 'app.retry' : 'drawer.close')}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}

function Difference({
  name,
  counted,
  expected,
  money,
}: {
  name: string;
  counted: number;
  expected: number;
  money(cents: number): string;
}) {
  const t = useT();
  const off = counted - expected;
  const text = off === 0 ? 'drawer.agrees' : off < 0 ? 'drawer.isShort' : 'drawer.isOver';
  return (
    <Text role="status" c={off === 0 ? 'dimmed' : 'var(--warning-text)'}>
      {t(text, { name, expected: money(expected), amount: money(Math.abs(off)) })}
    </Text>
  );
}

/** The Z, to look at and print; who counted blind sees that it is done. */
function Closed({ shift, currency, timezone, about, onClose }: CloseDrawerProps) {
  const t = useT();
  const { z } = shift;
  return (
    <Dialog title={t('drawer.closed')} size="md" onClose={onClose}>
      <Stack>
        {z ? (
          <>
            <ShiftReport figures={z} currency={currency} timezone={timezone} about={about} />
            <PrintedShiftReport figures={z} currency={currency} timezone={timezone} about={about} />
            <Button size="lg" variant="default" onClick={() => window.print()}>
              {t('drawer.print')}
            </Button>
          </>
        ) : (
          <Alert color="gray">{t('drawer.closedBlind')}</Alert>
        )}
        <Button size="lg" data-autofocus onClick={onClose}>
          {t('quick.done')}
        </Button>
      </Stack>
    </Dialog>
  );
}
