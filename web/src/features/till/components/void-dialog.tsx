import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { kickDrawer } from '../../../domain/receipt-printer';
import { type Sale, useVoidSale } from '../../../domain/sale-writes';
import { formatCents } from '../../../lib/format';
import { problemOf } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { isAskedFor, type Permission } from '../api/approvals';
import { ApprovalDialog } from './approval-dialog';

interface VoidDialogProps {
  sale: Sale;
  currency: string;
  onDone(sale: Sale): void;
  onClose(): void;
}

/** A finished sale is undone, stock and drawer with it. */
export function VoidDialog({ sale, currency, onDone, onClose }: VoidDialogProps) {
  const t = useT();
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState<Permission>();
  const voiding = useVoidSale();
  const undo = (approval?: string) =>
    voiding.mutate(
      { id: sale.id, body: { reason: reason.trim(), ...(approval && { approval }) } },
      {
        onSuccess: (undone) => {
          if (undone.tenders.some(({ type }) => type === 'cash')) kickDrawer().catch(console.warn);
          onDone(undone);
        },
        onError: (error) => {
          const problem = problemOf(error);
          if (problem.code === 'approval_required') setAsking(problem['permission'] as Permission);
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '' && !voiding.isPending) undo();
  };
  if (asking) {
    return (
      <ApprovalDialog
        permission={asking}
        subject={sale.id}
        about={`${sale.receiptNumber} · ${formatCents(sale.totalCents, currency)} · ${reason}`}
        onApproved={({ approval }) => {
          setAsking(undefined);
          undo(approval);
        }}
        onClose={() => setAsking(undefined)}
      />
    );
  }
  return (
    <Dialog
      title={t('back.voidTitle', { number: sale.receiptNumber })}
      size="md"
      busy={voiding.isPending}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text>{t('back.voidText', { amount: formatCents(sale.totalCents, currency) })}</Text>
          <TextInput
            size="md"
            label={t('line.reason')}
            required
            maxLength={500}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemAlert error={isAskedFor(voiding.error) ? null : voiding.error} />
          <Button size="lg" color="refused" type="submit" disabled={reason.trim() === ''} loading={voiding.isPending}>
            {t('receipt.void')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
