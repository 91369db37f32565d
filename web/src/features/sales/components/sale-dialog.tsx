import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { REFUND_TENDERS, type RefundTender } from '@liquor-pos/domain/returns/refund';
import { endOfCode } from '@liquor-pos/domain/tenders/stored-value';
import { paymentDetail } from '@liquor-pos/domain/tenders/tender-reference';
import { Button, Group, NativeSelect, NumberInput, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { Dialog } from '../../../components/dialog';
import { GivenBack } from '../../../components/given-back';
import { ProblemAlert } from '../../../components/problem-alert';
import { PrintedReceipt } from '../../../components/receipt';
import { usePrintReceipt } from '../../../components/use-print-receipt';
import { lostReturn, picksOf } from '../../../domain/lost-return';
import { stepCents, stepTitle } from '../../../domain/price-trace';
import { type Sale, useTakeBack, useVoidSale } from '../../../domain/sale-writes';
import { useZoneOf } from '../../../domain/stores';
import { useThisRegister } from '../../../domain/this-register';
import { recordReprint } from '../../../domain/till-records';
import { formatCents, formatInstant } from '../../../lib/format';
import { isUnsettled, problemOf } from '../../../lib/problem';
import { type TextKey, type Translate, useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { useProfile } from '../../session/session';

/** A sale as it was made, with the reason of each price; from here it is voided, or lines of it taken back. */
export function SaleDialog({ sale, onClose }: { sale: Sale; onClose(): void }) {
  const t = useT();
  const { print } = usePrintReceipt();
  const { organization, user } = useProfile();
  const { currency } = organization;
  const timezone = useZoneOf(organization.timezone)(sale.storeId);
  // The drawer that pays is the one that stands here.
  const { place, places, choose } = useThisRegister(organization.id);
  const isUnplaced = !place && places.length > 1;
  const [lost] = useState(() => lostReturn(sale.id));
  const [returnId] = useState(lost?.id ?? newUuid);
  const [picks, setPicks] = useState(() => picksOf(lost?.lines ?? []));
  const [refund, setRefund] = useState<'' | RefundTender>(lost?.refund ?? '');
  const [reason, setReason] = useState(lost?.reason ?? '');
  const voiding = useVoidSale();
  const [asking, setAsking] = useState(false);
  const returning = useTakeBack();
  // Without an answer it may have been taken: the same is sent again, and nothing else, until one comes.
  const isLost = returning.error ? isUnsettled(problemOf(returning.error)) : lost !== undefined;
  const money = (cents: number) => formatCents(cents, currency);
  const open = sale.kind === 'sale' && sale.status === 'completed';
  const returned = sale.lines.some(({ returnedQuantity }) => returnedQuantity > 0);
  const lines = Object.entries(picks)
    .map(([line, quantity]) => ({ line: Number(line), quantity }))
    .filter(({ quantity }) => quantity > 0);

  if (asking) {
    return (
      <ConfirmDialog
        title={t('sales.voidAsk', { number: sale.receiptNumber })}
        text={t('sales.voidText')}
        action={t('sales.void')}
        error={voiding.error}
        pending={voiding.isPending}
        onConfirm={() => voiding.mutate({ id: sale.id, body: reason ? { reason } : {} }, { onSuccess: onClose })}
        onClose={() => setAsking(false)}
      />
    );
  }
  if (returning.data) return <GivenBack {...{ taken: returning.data, organization, timezone, onClose }} />;
  return (
    <Dialog
      title={`${t('sales.receipt')} ${sale.receiptNumber}`}
      size="xl"
      busy={returning.isPending}
      onClose={onClose}
    >
      <PrintedReceipt sale={sale} organization={organization} timezone={timezone} isCopy />
      <Stack>
        <Group justify="space-between">
          <Text c="dimmed">
            {formatInstant(sale.at, timezone)} · {sale.cashierName}
          </Text>
          <Button
            size="md"
            variant="default"
            onClick={() => {
              recordReprint(user.id, sale.id, place?.register.id);
              void print(true, sale.id);
            }}
          >
            {t('receipt.print')}
          </Button>
        </Group>
        <Table aria-label={t('till.basket')}>
          <Table.Tbody>
            {sale.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sale's lines never change
              <Table.Tr key={index}>
                <Table.Td>
                  {nameOf(line, t)}
                  {line.trace
                    .filter(({ rule }) => rule !== 'pack_price')
                    .map((step, place) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a trace never changes
                      <Text key={place} size="xs" c="dimmed">
                        {stepTitle(step, t)}: {step.applied ? money(stepCents(step)) : t(`why.${step.code}` as TextKey)}
                      </Text>
                    ))}
                  {line.returnedQuantity > 0 && (
                    <Text size="xs">{t('sales.returned', { count: line.returnedQuantity })}</Text>
                  )}
                </Table.Td>
                <Table.Td ta="right">{money(line.totalCents)}</Table.Td>
                {open && !line.giftCard && !line.accountPayment && (
                  <Table.Td w={130}>
                    <NumberInput
                      size="md"
                      aria-label={t('sales.takeBack', { name: line.name })}
                      min={0}
                      max={line.quantity - line.returnedQuantity}
                      allowDecimal={false}
                      disabled={isLost}
                      value={picks[index] ?? 0}
                      onChange={(quantity) => setPicks({ ...picks, [index]: Number(quantity) || 0 })}
                    />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
            {sale.empties.map((empty) => (
              <Table.Tr key={empty.depositId}>
                <Table.Td>
                  {empty.count} × {empty.name}
                </Table.Td>
                <Table.Td ta="right">{money(empty.amountCents)}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Td fw={700}>{t('till.total')}</Table.Td>
              <Table.Td ta="right" fw={700}>
                {money(sale.totalCents)}
              </Table.Td>
            </Table.Tr>
            {sale.tenders.map((tender, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sale's tenders never change
              <Table.Tr key={index}>
                <Table.Td>{[t(`tender.${tender.type}`), paymentDetail(tender)].filter(Boolean).join(' ')}</Table.Td>
                <Table.Td ta="right">{money(tender.amountCents)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {open && (
          <>
            <Group grow align="end">
              <TextInput
                size="md"
                label={t('line.reason')}
                disabled={isLost}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <NativeSelect
                size="md"
                label={t('sales.refund')}
                disabled={isLost}
                value={refund}
                data={[
                  { value: '', label: t('sales.refundAsPaid') },
                  ...REFUND_TENDERS.map((type) => ({
                    value: type,
                    label: t(`tender.${type}`),
                  })),
                ]}
                onChange={(event) => setRefund(event.currentTarget.value as typeof refund)}
              />
            </Group>
            {isUnplaced && (
              <NativeSelect
                size="md"
                label={t('register.which')}
                value=""
                data={[
                  { value: '', label: '' },
                  ...places.map(({ store, register }) => ({
                    value: register.id,
                    label: `${register.name} · ${store.name} · ${store.number}-${register.number}`,
                  })),
                ]}
                onChange={(event) => choose(event.currentTarget.value)}
              />
            )}
            <ProblemAlert error={returning.error} />
            <Group justify="flex-end">
              <Button
                size="md"
                variant="outline"
                color="refused"
                disabled={returned || isLost}
                onClick={() => setAsking(true)}
              >
                {t('sales.void')}
              </Button>
              <Button
                size="md"
                disabled={lines.length === 0 || isUnplaced}
                loading={returning.isPending}
                onClick={() =>
                  returning.mutate({
                    saleId: sale.id,
                    body: (isLost && lost) || {
                      id: returnId,
                      lines,
                      ...(place && { registerId: place.register.id }),
                      ...(refund && { refund }),
                      ...(reason && { reason }),
                    },
                  })
                }
              >
                {t(isLost ? 'app.retry' : 'sales.return_')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Dialog>
  );
}

function nameOf(line: Sale['lines'][number], t: Translate): string {
  if (line.giftCard) return `${t('giftCard.line')} ${endOfCode(line.giftCard.code)}`;
  if (line.accountPayment) return `${t('account.line')} ${line.accountPayment.name}`;
  return `${line.quantity} × ${nameWithSize(line.name, line.volumeMl)} (${line.packName})`;
}
