import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { ProblemAlert } from '../../../components/problem-alert';
import { useToasts } from '../../../components/toasts';
import { kickDrawer } from '../../../domain/receipt-printer';
import { type Shift, useMoveCash } from '../../../domain/shifts';
import type { Schemas } from '../../../lib/api-client';
import { formatCents } from '../../../lib/format';
import { isUnsettled, problemOf } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { isAskedFor, type Permission } from '../api/approvals';
import { ApprovalDialog } from '../components/approval-dialog';

export type Movement = Schemas['MoveCashDto']['type'];

interface MoveCashProps {
  shift: Shift;
  type: Movement;
  currency: string;
  onDone(): void;
  onClose(): void;
}

/** Nobody moves as much at once without a look at it: also where who counts blind is told nothing of what is there. */
const MUCH_CENTS = 200_000;

/** Cash that comes into the drawer or leaves it besides sales, or a drawer that is only opened. */
export function MoveCash({ shift, type, currency, onDone, onClose }: MoveCashProps) {
  const t = useT();
  const money = (cents: number) => formatCents(cents, currency);
  const show = useToasts();
  const [id] = useState(newUuid);
  const [amountCents, setAmount] = useState<number>();
  const [reason, setReason] = useState('');
  const [vendorId, setVendor] = useState('');
  const [asking, setAsking] = useState<Permission>();
  const moving = useMoveCash(shift.id);
  const isMoved = type !== 'no_sale';
  const ready = (!isMoved || (amountCents ?? 0) > 0) && (type === 'drop' || reason.trim() !== '');
  const move = (approval?: string) => {
    const body = {
      ...{ id, type, amountCents: isMoved ? (amountCents ?? 0) : 0 },
      ...(reason.trim() && { reason: reason.trim() }),
      ...(vendorId.trim() && { vendorId: vendorId.trim() }),
      ...(approval && { approval }),
    };
    moving.mutate(body, {
      onSuccess: (moved) => {
        show({ text: t(`drawer.done.${type}`, { amount: money(moved.amountCents) }) });
        kickDrawer().catch(console.warn);
        onDone();
      },
      onError: (error) => {
        const problem = problemOf(error);
        if (problem.code === 'approval_required') setAsking(problem['permission'] as Permission);
      },
    });
  };
  // Without an answer it may have been moved: the same is sent again, and nothing else, until one comes.
  const isLost = moving.error !== null && isUnsettled(problemOf(moving.error));
  const [isAsked, ask] = useState(false);
  const thereCents = shift.expected?.find(({ tender }) => tender === 'cash')?.cents;
  const leaves = type === 'payout' || type === 'drop';
  const isMore = leaves && thereCents !== undefined && (amountCents ?? 0) > thereCents;
  const isUnusual = isMore || (amountCents ?? 0) > MUCH_CENTS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || moving.isPending || isAsked) return;
    // Two digits too many would spoil the day's figures.
    if (isUnusual && !isLost) ask(true);
    else move();
  };
  if (asking) {
    return (
      <ApprovalDialog
        permission={asking}
        subject={shift.id}
        about={[isMoved && money(amountCents ?? 0), vendorId, reason].filter(Boolean).join(' · ')}
        onApproved={({ approval }) => {
          setAsking(undefined);
          move(approval);
        }}
        onClose={() => setAsking(undefined)}
      />
    );
  }
  return (
    <Dialog
      title={t(`drawer.${type}`)}
      size="md"
      busy={moving.isPending}
      unsaved={isLost || (isMoved && amountCents !== undefined)}
      leavingText={isLost ? t('drawer.mayBeDone') : undefined}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text c="dimmed">{t(`drawer.about.${type}`)}</Text>
          {isMoved && (
            <MoneyInput
              label={t('drawer.amount')}
              autoFocus
              disabled={isLost}
              value={amountCents}
              required
              onChange={(cents) => {
                setAmount(cents);
                ask(false);
              }}
            />
          )}
          {type === 'payout' && (
            <TextInput
              size="md"
              label={t('drawer.vendor')}
              maxLength={100}
              disabled={isLost}
              value={vendorId}
              onChange={(event) => setVendor(event.currentTarget.value)}
            />
          )}
          <TextInput
            size="md"
            label={t('line.reason')}
            required={type !== 'drop'}
            maxLength={200}
            disabled={isLost}
            data-autofocus={!isMoved || undefined}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemAlert error={isAskedFor(moving.error) ? null : moving.error} />
          {isAsked ? (
            <Alert color="warning" role="alert">
              <Group>
                {isMore ? t('drawer.moreThanThere', { amount: money(thereCents) }) : t('drawer.isMuch')}
                <Button
                  size="lg"
                  onClick={() => {
                    ask(false);
                    move();
                  }}
                >
                  {t('drawer.isRight', { amount: money(amountCents ?? 0) })}
                </Button>
              </Group>
            </Alert>
          ) : (
            <Button size="xl" type="submit" disabled={!ready} loading={moving.isPending}>
              {isLost ? t('app.retry') : t(`drawer.${type}`)}
            </Button>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}
