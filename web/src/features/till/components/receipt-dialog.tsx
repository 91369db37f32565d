import '../till-dialogs.css';
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MailReceipt } from '../../../components/mail-receipt';
import { ProblemAlert } from '../../../components/problem-alert';
import { PrintedReceipt, Receipt } from '../../../components/receipt';
import { usePrintReceipt } from '../../../components/use-print-receipt';
import type { Sale } from '../../../domain/sale-writes';
import { handedOver } from '../../../domain/settlement';
import { recordReprint } from '../../../domain/till-records';
import { formatCents, formatInstant } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { useFindReceipt, useSale } from '../api/receipts';
import type { Exchange } from '../basket';
import { ReturnDialog } from './return-dialog';
import { VoidDialog } from './void-dialog';

interface ReceiptDialogProps {
  /** The sale just made, if any. */
  last: Sale | undefined;
  /** The number on a receipt that was scanned, instead. */
  scanned: string | undefined;
  registerId: string;
  /** Of a shift that was counted only a manager who is signed in voids. */
  mayVoidAny: boolean;
  shiftId: string | undefined;
  timezone: string;
  /** Whether receipts go out by e-mail from here. */
  mails: boolean;
  /** The receipt of what is exchanged in the sale at hand. */
  exchanging: string | undefined;
  /** Goods of a sale come back for others, which are rung up then. */
  onExchange(exchange: Exchange): void;
  onNoReceipt(): void;
  onClose(): void;
}

/** Receipts: of the last sale, which Enter prints, or of any whose number is typed instead; printed again, taken back from, or voided. */
export function ReceiptDialog({
  last,
  scanned,
  registerId,
  mayVoidAny,
  shiftId,
  timezone,
  mails,
  exchanging,
  onExchange,
  onNoReceipt,
  onClose,
}: ReceiptDialogProps) {
  const t = useT();
  const { print } = usePrintReceipt();
  const { organization, user } = useProfile();
  const [number, setNumber] = useState('');
  const [picked, setChosen] = useState<Sale | undefined>(scanned === undefined ? last : undefined);
  // Something of it may have come back since it was sold.
  const chosen = useSale(picked).data;
  const [voided, setVoided] = useState(false);
  const [doing, setDoing] = useState<'return' | 'void'>();
  const finding = useFindReceipt();
  const printAgain = ({ id }: Sale) => {
    recordReprint(user.id, id, registerId);
    void print(true, id);
  };
  const find = (wanted: string) => {
    if (wanted.trim() === '') return;
    finding.mutate(wanted, {
      onSuccess: (found) => {
        setChosen(found.length === 1 ? found[0] : undefined);
        setVoided(false);
        setNumber('');
      },
    });
  };
  const findLatest = useRef(find);
  findLatest.current = find;
  useEffect(() => {
    if (scanned !== undefined) findLatest.current(scanned);
  }, [scanned]);
  const onDone = (sale: Sale) => {
    setDoing(undefined);
    setChosen(sale);
    setVoided(true);
  };
  const back = () => setDoing(undefined);
  if (chosen && doing === 'return') {
    const about = { sale: chosen, registerId, organization, timezone, exchanging };
    return <ReturnDialog {...about} onExchange={onExchange} onDone={onClose} onClose={back} />;
  }
  if (chosen && doing === 'void')
    return <VoidDialog sale={chosen} currency={organization.currency} onDone={onDone} onClose={back} />;
  const isOpen = chosen?.kind === 'sale' && chosen.status === 'completed';
  const isTouched = chosen?.lines.some(({ returnedQuantity }) => returnedQuantity > 0);
  const isExchange = chosen?.tenders.some(({ type }) => type === 'exchange');
  return (
    <Dialog title={t('receipt.find')} size="md" onClose={onClose}>
      <Stack>
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (number.trim() === '' && chosen) printAgain(chosen);
            else find(number);
          }}
        >
          <TextInput
            data-receipts
            size="md"
            label={t('receipt.which')}
            description={t('receipt.whichHint')}
            data-autofocus
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
        </form>
        <ProblemAlert error={finding.error} />
        {finding.data?.length === 0 && <Alert color="warning">{t('receipt.notFound')}</Alert>}
        {!picked &&
          finding.data?.map((sale) => (
            <button key={sale.id} type="button" className="choice" onClick={() => setChosen(sale)}>
              <span>
                <span className="choice-name">{sale.receiptNumber}</span>
                <Text component="span" size="sm" c="dimmed">
                  {formatInstant(sale.at, timezone)} · {sale.cashierName}
                </Text>
              </span>
              <span className="choice-price">{formatCents(sale.totalCents, organization.currency)}</span>
            </button>
          ))}
        {chosen && voided && (
          <Alert color="warning" role="alert">
            {handedOver(chosen.tenders).map(({ type, amountCents }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sale's tenders never change
              <div key={index}>
                {t(`back.give.${type}`)}:{' '}
                {formatCents(amountCents - (type === 'cash' ? chosen.changeCents : 0), organization.currency)}
              </div>
            ))}
          </Alert>
        )}
        {chosen && (
          <>
            <Receipt sale={chosen} organization={organization} timezone={timezone} />
            <PrintedReceipt sale={chosen} organization={organization} timezone={timezone} isCopy />
            {mails && <MailReceipt key={chosen.id} saleId={chosen.id} />}
            <Group grow>
              <Button size="lg" px="xs" onClick={() => printAgain(chosen)}>
                {t('drawer.print')}
              </Button>
              {isOpen && chosen.lines.some(({ giftCard, accountPayment }) => !giftCard && !accountPayment) && (
                <Button size="lg" px="xs" variant="default" onClick={() => setDoing('return')}>
                  {t('receipt.return')}
                </Button>
              )}
              {isOpen && !isTouched && !isExchange && (mayVoidAny || chosen.shiftId === shiftId) && (
                <Button size="lg" px="xs" variant="default" onClick={() => setDoing('void')}>
                  {t('receipt.void')}
                </Button>
              )}
            </Group>
          </>
        )}
        {!chosen && (
          <Button size="lg" variant="subtle" onClick={onNoReceipt}>
            {t('noReceipt.open')}
          </Button>
        )}
      </Stack>
    </Dialog>
  );
}
