import '../till-dialogs.css';
import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { REFUND_TENDERS, type RefundTender } from '@liquor-pos/domain/returns/refund';
import { paymentDetail } from '@liquor-pos/domain/tenders/tender-reference';
import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Counter } from '../../../components/counter';
import { Dialog } from '../../../components/dialog';
import { GivenBack } from '../../../components/given-back';
import { ProblemAlert } from '../../../components/problem-alert';
import { lostReturn, picksOf } from '../../../domain/lost-return';
import { type Sale, useReturnQuote, useTakeBack } from '../../../domain/sale-writes';
import { sumOf } from '../../../domain/settlement';
import { useStores } from '../../../domain/stores';
import { formatCents } from '../../../lib/format';
import { isUnsettled, problemOf } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { isAskedFor, type Permission } from '../api/approvals';
import type { Exchange } from '../basket';
import { ApprovalDialog } from './approval-dialog';

interface ReturnDialogProps {
  sale: Sale;
  registerId: string;
  organization: { name: string; currency: string };
  timezone: string;
  /** The receipt of what is exchanged in this sale already. */
  exchanging: string | undefined;
  onExchange(exchange: Exchange): void;
  onDone(): void;
  onClose(): void;
}

type Disposition = (typeof DISPOSITIONS)[number];

const DISPOSITIONS = ['to_stock', 'breakage', 'to_vendor'] as const;

/** What of a sale comes back: as much as is left of each line, and the money as it was paid unless somebody allows otherwise. */
export function ReturnDialog({
  sale,
  registerId: register,
  organization,
  timezone,
  exchanging,
  onExchange,
  onDone,
  onClose,
}: ReturnDialogProps) {
  const t = useT();
  // Under its own id, however often the dialog is closed.
  const [lost] = useState(() => lostReturn(sale.id));
  const [id] = useState(lost?.id ?? newUuid);
  const registerId = lost?.registerId ?? register;
  const [picks, setPicks] = useState(() => picksOf(lost?.lines ?? onlyOne(sale)));
  const [refund, setRefund] = useState<'' | RefundTender>(lost?.refund ?? '');
  const [reason, setReason] = useState(lost?.reason ?? '');
  const [goes, setGoes] = useState<'' | Disposition>(lost?.lines[0]?.disposition ?? '');
  const [asking, setAsking] = useState<Permission>();
  const taking = useTakeBack();
  const store = useStores().data?.items.find(({ registers }) => registers.some((one) => one.id === registerId));
  const taken = store?.tenders;
  const money = (cents: number) => formatCents(cents, organization.currency);
  const lines = Object.entries(picks)
    .map(([line, quantity]) => ({ line: Number(line), quantity, ...(goes && { disposition: goes }) }))
    .filter(({ quantity }) => quantity > 0);
  const names = lines.map(({ line, quantity }) => `${quantity} × ${sale.lines[line]?.name}`).join(', ');
  const goods = { lines, ...(refund && { refund }), ...(reason.trim() && { reason: reason.trim() }) };
  const quote = useReturnQuote(sale.id, { registerId, lines, ...(refund && { refund }) });
  const worth = lines.length > 0 && !quote.isPlaceholderData ? quote.data : undefined;
  const worthCents = sumOf(worth?.tenders ?? []);
  const isEbt = worth?.tenders.some(({ type }) => type === 'ebt');
  const take = (approval?: string) => {
    const body = { ...{ id, registerId, ...goods }, ...(approval && { approval }) };
    taking.mutate(
      { saleId: sale.id, body },
      {
        onError: (error) => {
          const problem = problemOf(error);
          if (problem.code === 'approval_required') setAsking(problem['permission'] as Permission);
        },
      },
    );
  };
  const isReady = lines.length > 0 && reason.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !taking.isPending) take();
  };
  if (taking.data)
    return <GivenBack taken={taking.data} organization={organization} timezone={timezone} onClose={onDone} />;
  if (asking) {
    return (
      <ApprovalDialog
        permission={asking}
        subject={sale.id}
        about={`${sale.receiptNumber} · ${t(`tender.${refund || 'cash'}`)} ${money(worthCents)} · ${names} ${reason}`}
        onApproved={({ approval }) => {
          setAsking(undefined);
          take(approval);
        }}
        onClose={() => setAsking(undefined)}
      />
    );
  }
  // Without an answer it may have been taken: the same is sent again, and nothing else, until one comes.
  const isLost = taking.error ? isUnsettled(problemOf(taking.error)) : lost !== undefined;
  return (
    <Dialog title={t('back.title', { number: sale.receiptNumber })} busy={taking.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          {sale.lines.map((line, index) => {
            if (line.giftCard || line.accountPayment) return null;
            const left = leftOf(line);
            const picked = picks[index] ?? 0;
            const name = nameWithSize(line.name, line.volumeMl);
            const set = (quantity: number) => setPicks({ ...picks, [index]: quantity });
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sale's lines never change
              <Group key={index} justify="space-between" wrap="nowrap">
                <div>
                  <Text fw={600}>{name}</Text>
                  <Text size="sm" c="dimmed">
                    {t('back.left', { count: left })} · {line.quantity} × {line.packName} = {money(line.totalCents)}
                  </Text>
                </div>
                <Counter name={name} count={picked} most={left} disabled={isLost} onCount={set} />
              </Group>
            );
          })}
          <Group grow align="end">
            <NativeSelect
              size="md"
              label={t('back.refund')}
              disabled={isLost}
              value={refund}
              data={[
                { value: '', label: t('back.asPaid') },
                ...REFUND_TENDERS.filter((type) => taken?.includes(type)).map((type) => ({
                  value: type,
                  label: t(`tender.${type}`),
                })),
              ]}
              onChange={(event) => setRefund(event.currentTarget.value as '' | RefundTender)}
            />
            <NativeSelect
              size="md"
              label={t('back.goes')}
              disabled={isLost}
              value={goes}
              data={[
                { value: '', label: t('back.asStore') },
                ...DISPOSITIONS.map((value) => ({ value, label: t(`back.goes.${value}`) })),
              ]}
              onChange={(event) => setGoes(event.currentTarget.value as '' | Disposition)}
            />
          </Group>
          <TextInput
            size="md"
            label={t('line.reason')}
            required
            data-autofocus
            disabled={isLost}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemAlert error={isAskedFor(taking.error) ? null : taking.error} />
          <GivesBack tenders={worth?.tenders ?? []} money={money} />
          <ProblemAlert error={lines.length > 0 ? quote.error : null} />
          {isEbt && <Text c="dimmed">{t('back.notExchanged')}</Text>}
          {exchanging && <Text c="dimmed">{t('back.exchanging', { number: exchanging })}</Text>}
          <Group grow>
            <Button
              size="xl"
              px="xs"
              variant="default"
              disabled={!isReady || exchanging !== undefined || !worth || isEbt || isLost || taking.isPending}
              onClick={() => {
                onExchange({
                  goods: { saleId: sale.id, ...goods },
                  receiptNumber: sale.receiptNumber,
                  names,
                  worthCents,
                  paidWith: sale.tenders.map(({ type }) => type),
                  exactCents: sumOf(worth?.tenders.filter(({ type }) => type !== 'cash') ?? []),
                });
              }}
            >
              {t('back.exchange')}
            </Button>
            <Button size="xl" px="xs" type="submit" disabled={!isReady} loading={taking.isPending}>
              {t(isLost ? 'app.retry' : 'back.take')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** What the customer would be handed, before anybody decides. */
function GivesBack({ tenders, money }: { tenders: readonly Sale['tenders'][number][]; money(cents: number): string }) {
  const t = useT();
  return (
    <output aria-label={t('back.would')}>
      {tenders.length > 0 && <Text c="dimmed">{t('back.would')}</Text>}
      {tenders.map(({ type, amountCents, ...paid }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: each stands in its place
        <Group key={index} justify="space-between">
          <Text>{[t(`tender.${type}`), paymentDetail(paid)].filter(Boolean).join(' ')}</Text>
          <Text fw={600}>{money(amountCents)}</Text>
        </Group>
      ))}
    </output>
  );
}

function leftOf(line: Sale['lines'][number] | undefined): number {
  return line && !line.giftCard && !line.accountPayment ? line.quantity - line.returnedQuantity : 0;
}

/** Where there is only one that may come back, it is that. */
function onlyOne({ lines }: Sale): { line: number; quantity: number }[] {
  return lines.length === 1 && leftOf(lines[0]) === 1 ? [{ line: 0, quantity: 1 }] : [];
}
