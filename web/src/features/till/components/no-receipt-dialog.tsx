import '../till-dialogs.css';
import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Counter } from '../../../components/counter';
import { Dialog } from '../../../components/dialog';
import { GivenBack } from '../../../components/given-back';
import { ProblemAlert } from '../../../components/problem-alert';
import type { Catalogue } from '../../../domain/catalogue/catalogue';
import { useReturnWithoutReceipt, useWithoutReceiptQuote } from '../../../domain/sale-writes';
import { formatCents } from '../../../lib/format';
import { isUnsettled, problemOf } from '../../../lib/problem';
import { readStored } from '../../../lib/stored';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { useProfile } from '../../session/session';
import { isAskedFor } from '../api/approvals';
import { ApprovalDialog } from './approval-dialog';
import { ProductSearch } from './product-search';

interface NoReceiptDialogProps {
  /** Codes that were scanned while the dialog stood there, wherever the focus was. */
  scanned: readonly string[];
  catalogue: Catalogue;
  registerId: string;
  timezone: string;
  /** Whether the store gives credit. */
  givesCredit: boolean;
  /** From when the goods are being taken back until that was refused: no more are added. */
  onFixed(isFixed: boolean): void;
  onClose(): void;
}

/** What is on the counter: a code that was scanned, or a pack that was looked for. */
interface Goods {
  of: { barcode: string } | { productId: string; packId: string };
  quantity: number;
}

/** As it was asked for, in this tab. */
interface Asked {
  id: string;
  goods: readonly Goods[];
  refund: 'cash' | 'store_credit';
  reason: string;
}

const LOST = 'till.no-receipt.1';

/** Goods that come back and no receipt with them: at the lowest price of 30 days, and by somebody's leave. */
export function NoReceiptDialog(props: NoReceiptDialogProps) {
  const { scanned, catalogue, registerId, timezone, givesCredit, onFixed, onClose } = props;
  const t = useT();
  const { organization } = useProfile();
  // Under its own id, however often the dialog is closed.
  const [lost] = useState(() => readStored<Asked>(sessionStorage.getItem(LOST), ({ id }) => typeof id === 'string'));
  const [id] = useState(lost?.id ?? newUuid);
  const [goods, setGoods] = useState<readonly Goods[]>(lost?.goods ?? []);
  const [refund, setRefund] = useState(lost?.refund ?? (givesCredit ? 'store_credit' : 'cash'));
  const [reason, setReason] = useState(lost?.reason ?? '');
  const [asking, setAsking] = useState(false);
  const [unknown, setUnknown] = useState<string>();
  const taking = useReturnWithoutReceipt();
  // Without an answer it may have been taken: the same is sent again, and nothing else, until one comes.
  const isLost = taking.error ? isUnsettled(problemOf(taking.error)) : lost !== undefined;
  const isFixed = asking || isLost || taking.isPending || taking.data !== undefined;
  const tell = useRef(onFixed);
  tell.current = onFixed;
  useLayoutEffect(() => {
    tell.current(isFixed);
  }, [isFixed]);
  const add = (of: Goods['of']) => setGoods((before) => withOneMore(before, of));
  const counted = useRef(0);
  useEffect(() => {
    const codes = scanned.slice(counted.current);
    if (codes.length === 0 || isFixed) return;
    counted.current = scanned.length;
    setUnknown(undefined);
    setGoods((before) => codes.reduce((goods, barcode) => withOneMore(goods, { barcode }), before));
  }, [scanned, isFixed]);
  const lines = goods.map(({ of, quantity }) => ({ ...of, quantity }));
  const quote = useWithoutReceiptQuote({ registerId, lines });
  const nobodys = unknownIn(quote.error, goods);
  useEffect(() => {
    if (!nobodys) return;
    setGoods((before) => before.filter(({ of }) => of !== nobodys));
    if ('barcode' in nobodys) setUnknown(nobodys.barcode);
  }, [nobodys]);
  const quoted = quote.isPlaceholderData || goods.length === 0 ? undefined : quote.data;
  const money = (cents: number) => formatCents(cents, organization.currency);
  const amountCents = (refund === 'cash' ? quoted?.cashTotalCents : quoted?.totalCents) ?? 0;
  const isReady = quoted !== undefined && reason.trim() !== '' && !taking.isPending;
  const take = (approval?: string) => {
    const body = { id, registerId, lines, refund, reason: reason.trim(), ...(approval && { approval }) };
    taking.mutate(body, {
      onSuccess: () => sessionStorage.removeItem(LOST),
      onError: (error) => {
        const asked: Asked = { id, goods, refund, reason };
        if (isUnsettled(problemOf(error))) {
          sessionStorage.setItem(LOST, JSON.stringify(asked));
          // Nothing that came in the same moment: the same is asked for again.
          setGoods(goods);
        } else sessionStorage.removeItem(LOST);
        if (isAskedFor(error)) setAsking(true);
      },
    });
  };
  if (taking.data)
    return <GivenBack taken={taking.data} organization={organization} timezone={timezone} onClose={onClose} />;
  if (asking) {
    const names = quoted?.lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ');
    return (
      <ApprovalDialog
        permission="return.no_receipt"
        subject={id}
        about={`${money(amountCents)} · ${t(`tender.${refund}`)} · ${names} ${reason}`}
        onApproved={({ approval }) => {
          setAsking(false);
          take(approval);
        }}
        onClose={() => setAsking(false)}
      />
    );
  }
  return (
    <Dialog
      title={t('noReceipt.title')}
      busy={taking.isPending}
      // What was asked for without an answer is kept.
      unsaved={goods.length > 0 && !isLost}
      onClose={onClose}
    >
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (isReady || (isLost && !taking.isPending)) take();
        }}
      >
        <Stack>
          <Text c="dimmed">{t('noReceipt.how')}</Text>
          <ProductSearch
            label={t('noReceipt.find')}
            catalogue={catalogue}
            currency={organization.currency}
            busy={isLost}
            onAdd={(product, pack) => add({ productId: product.id, packId: pack.id })}
          />
          {goods.map(({ of, quantity }, index) => {
            const line = quoted?.lines[index];
            const name = line ? nameWithSize(line.name, line.volumeMl) : 'barcode' in of ? of.barcode : '…';
            const set = (next: number) =>
              setGoods(goods.flatMap((one) => (one.of !== of ? one : next > 0 ? { of, quantity: next } : [])));
            return (
              <Group
                key={'barcode' in of ? of.barcode : `${of.productId}/${of.packId}`}
                justify="space-between"
                wrap="nowrap"
              >
                <div>
                  <Text fw={600}>{name}</Text>
                  {line && (
                    <Text size="sm" c="dimmed">
                      {line.packName} · {money(line.totalCents)}
                    </Text>
                  )}
                </div>
                <Counter name={name} count={quantity} most={999} disabled={isLost} onCount={set} />
              </Group>
            );
          })}
          {unknown !== undefined && <Text role="alert">{t('noReceipt.unknown', { code: unknown })}</Text>}
          <ProblemAlert error={goods.length > 0 && !nobodys ? quote.error : null} />
          <Group justify="space-between">
            <Text>{t('back.would')}</Text>
            <Text component="output" size="xl" fw={700} aria-label={t('back.would')}>
              {money(amountCents)}
            </Text>
          </Group>
          <NativeSelect
            size="md"
            label={t('back.refund')}
            disabled={isLost}
            value={refund}
            data={(givesCredit ? (['store_credit', 'cash'] as const) : (['cash'] as const)).map((type) => ({
              value: type,
              label: t(`tender.${type}`),
            }))}
            onChange={(event) => setRefund(event.currentTarget.value as typeof refund)}
          />
          <TextInput
            size="md"
            label={t('line.reason')}
            required
            // Bottles are scanned wherever the focus is.
            data-autofocus
            disabled={isLost}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemAlert error={isAskedFor(taking.error) ? null : taking.error} />
          <Button size="xl" type="submit" disabled={!isReady && !isLost} loading={taking.isPending}>
            {t(isLost ? 'app.retry' : 'back.take')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The code among them that no product has. */
function unknownIn(error: unknown, goods: readonly Goods[]): Goods['of'] | undefined {
  const problem = error ? problemOf(error) : undefined;
  if (problem?.code !== 'unknown_barcode') return undefined;
  const [, index] = /^lines\.(\d+)\./.exec(problem.errors?.[0]?.path ?? '') ?? [];
  return goods[Number(index)]?.of;
}

function withOneMore(goods: readonly Goods[], of: Goods['of']): readonly Goods[] {
  const isSame = (other: Goods) => JSON.stringify(other.of) === JSON.stringify(of);
  if (!goods.some(isSame)) return [...goods, { of, quantity: 1 }];
  return goods.map((one) => (isSame(one) ? { ...one, quantity: one.quantity + 1 } : one));
}
