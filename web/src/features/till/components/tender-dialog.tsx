import { cents } from '@liquor-pos/domain/money/money';
import { mostCash } from '@liquor-pos/domain/tenders/most-cash';
import { type CashRounding, roundCash, settle } from '@liquor-pos/domain/tenders/settle';
import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { readAmount } from '../../../lib/amounts';
import { formatCents } from '../../../lib/format';
import { problemOf } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { quickCashAmounts } from '../cash-amounts';

export interface PaidWith {
  type: 'cash' | 'card';
  amountCents: number;
}

interface TenderDialogProps {
  totalCents: number;
  rounding: CashRounding;
  /** The store's limit for change; null for what notes above the total bring. */
  changeLimitCents: number | null;
  currency: string;
  pending: boolean;
  error: unknown;
  onPay(tenders: PaidWith[]): void;
  onClose(): void;
}

/** How the customer pays. Enter pays what stands in the field in cash, all of it to begin with; less leaves a rest to pay otherwise. */
export function TenderDialog(props: TenderDialogProps) {
  const { totalCents, rounding, changeLimitCents, currency, pending, error, onPay, onClose } = props;
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const [paid, setPaid] = useState<PaidWith[]>([]);
  const leftCents = totalCents - sumOf(paid);
  const cashLeftCents = roundCash(cents(leftCents), rounding);
  const [typed, setTyped] = useState(asTyped(cashLeftCents));
  const read = readAmount(typed);
  // More is no payment: a key too many, or a scanner that typed a barcode into the field.
  const cashPaidCents = sumOf(paid.filter(({ type }) => type === 'cash'));
  const cashDueCents = roundCash(cents(totalCents - sumOf(paid.filter(({ type }) => type === 'card'))), rounding);
  const mostCents = mostCash(cashDueCents, changeLimitCents) - cashPaidCents;
  const amountCents = read !== undefined && read <= mostCents ? read : undefined;

  const take = (type: PaidWith['type'], amount: number) => {
    if (pending) return;
    const tenders = [...paid, ...(amount > 0 ? [{ type, amountCents: amount }] : [])];
    const outcome = settle(cents(totalCents), tenders.map(toTender), rounding);
    if (outcome.settled) return onPay(tenders);
    if (outcome.fault === 'card_over_tendered' || amount === 0) return;
    payRest(tenders);
  };
  /** What is left stands in the field, ready to be paid or typed over: Enter pays it in cash, whatever was pressed before. */
  const payRest = (tenders: PaidWith[]) => {
    setPaid(tenders);
    setTyped(asTyped(roundCash(cents(totalCents - sumOf(tenders)), rounding)));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.select();
    });
  };
  /** What stands in the field, or all that is left where it was not touched: cards pay to the cent. */
  const payByCard = () => take('card', typed === asTyped(cashLeftCents) ? leftCents : (amountCents ?? 0));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (amountCents !== undefined) take('cash', amountCents);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'F8') return;
    event.preventDefault();
    payByCard();
  };
  const cardTooMuch = typed !== asTyped(cashLeftCents) && (amountCents ?? 0) > leftCents;
  const wrong =
    read === undefined
      ? t('tender.notAnAmount')
      : read > mostCents
        ? t('tender.tooMuch', { amount: formatCents(mostCents, currency) })
        : undefined;
  // Empties are worth more than what is bought.
  const due = t(leftCents < 0 ? 'tender.payOut' : 'tender.toPay');

  return (
    <Dialog title={t('tender.title')} onKeyDown={onKeyDown} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Group justify="space-between">
            <Text size="xl">{due}</Text>
            <Text fz={36} fw={700} aria-label={due}>
              {formatCents(Math.abs(leftCents), currency)}
            </Text>
          </Group>
          {cashLeftCents !== leftCents && (
            <Text ta="right" c="dimmed">
              {t('tender.inCash', { amount: formatCents(Math.abs(cashLeftCents), currency) })}
            </Text>
          )}
          {paid.map((tender, index) => {
            const values = { type: t(`tender.${tender.type}`), amount: formatCents(tender.amountCents, currency) };
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: tenders are only added at the end
              <Group key={index} justify="space-between">
                <Text>{t('tender.paid', values)}</Text>
                <Button
                  variant="subtle"
                  color="red"
                  size="md"
                  disabled={pending}
                  aria-label={t('tender.undo', values)}
                  onClick={() => payRest(paid.filter((_, other) => other !== index))}
                >
                  ×
                </Button>
              </Group>
            );
          })}
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            {(cashLeftCents > 0 ? quickCashAmounts(cashLeftCents, mostCents) : []).map((amount) => (
              <Button key={amount} variant="default" size="lg" disabled={pending} onClick={() => take('cash', amount)}>
                {formatCents(amount, currency)}
              </Button>
            ))}
          </SimpleGrid>
          <TextInput
            ref={field}
            label={t('tender.amount')}
            size="lg"
            inputMode="decimal"
            data-autofocus
            value={typed}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={wrong}
          />
          <ProblemAlert error={error} />
          {error !== null && problemOf(error).code === 'offline' && <Text size="sm">{t('tender.lost')}</Text>}
          <Group grow>
            <Button
              size="xl"
              variant="default"
              disabled={pending || cardTooMuch || leftCents <= 0 || read === undefined}
              title={cardTooMuch ? t('tender.cardTooMuch') : undefined}
              onClick={payByCard}
            >
              {t('tender.card')}
            </Button>
            <Button size="xl" type="submit" loading={pending} disabled={amountCents === undefined}>
              {t('tender.cash')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function sumOf(tenders: readonly PaidWith[]): number {
  return tenders.reduce((sum, { amountCents }) => sum + amountCents, 0);
}

function asTyped(amountCents: number): string {
  return (Math.max(amountCents, 0) / 100).toFixed(2);
}

function toTender({ type, amountCents }: PaidWith) {
  return { type, amountCents: cents(amountCents) };
}
