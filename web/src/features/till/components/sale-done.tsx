import '../till-dialogs.css';
import { Alert, Button, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Dialog } from '../../../components/dialog';
import { HandedBack } from '../../../components/given-back';
import { MailReceipt } from '../../../components/mail-receipt';
import { PrintedReceipt } from '../../../components/receipt';
import { usePrintReceipt } from '../../../components/use-print-receipt';
import { kickDrawerFor } from '../../../domain/receipt-printer';
import { settlementOf } from '../../../domain/settlement';
import { recordReprint } from '../../../domain/till-records';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import type { SaleOutcome } from '../api/create-sale';

interface SaleDoneProps {
  outcome: SaleOutcome;
  timezone: string;
  /** Whether receipts go out by e-mail from here. */
  mails: boolean;
  onNext(): void;
}

/** The change, large enough to read at arm's length; Enter begins the next sale, and so does a scan. */
export function SaleDone({ outcome: { sale, earlier }, timezone, mails, onNext }: SaleDoneProps) {
  const t = useT();
  const { organization, user } = useProfile();
  const { currency } = organization;
  const { print, isPrinting, isPrinted } = usePrintReceipt();
  const { exchanged } = sale;
  const { backCents } = settlementOf(sale);
  const usesDrawer =
    sale.changeCents !== 0 ||
    [...sale.tenders, ...(exchanged?.tenders ?? [])].some(({ type }) => type === 'cash' || type === 'check');
  useEffect(() => {
    if (usesDrawer) kickDrawerFor(sale.id);
  }, [usesDrawer, sale.id]);
  return (
    <Dialog title={t('done.title')} size="screen" onClose={onNext}>
      <div className="done">
        {backCents === 0 && (
          <>
            <Text size="xl" c="dimmed">
              {t('done.change')}
            </Text>
            <output className="done-change" aria-label={t('done.change')}>
              {formatCents(sale.changeCents, currency)}
            </output>
          </>
        )}
        {exchanged && <HandedBack tenders={exchanged.tenders} currency={currency} />}
        <Text c="dimmed">
          {t('done.receipt', { number: sale.receiptNumber, total: formatCents(sale.totalCents, currency) })}
        </Text>
        {earlier && (
          <Alert color="warning" role="alert">
            {earlier === 'other bottles' ? t('done.earlier', { count: sale.totals.units }) : t('done.earlierAlike')}
          </Alert>
        )}
        {mails && <MailReceipt saleId={sale.id} />}
        <div className="done-buttons">
          <Button
            size="xl"
            variant="default"
            leftSection={<IconPrinter size={22} aria-hidden />}
            loading={isPrinting}
            onClick={() => {
              if (isPrinted) recordReprint(user.id, sale.id, sale.registerId);
              void print(isPrinted, sale.id, ...(exchanged ? [exchanged.id] : []));
            }}
          >
            {t('receipt.print')}
          </Button>
          <Button size="xl" flex={1} data-autofocus onClick={onNext}>
            {t('done.next')}
          </Button>
        </div>
      </div>
      <PrintedReceipt sale={sale} organization={organization} timezone={timezone} isCopy={isPrinted} />
      {exchanged && (
        <PrintedReceipt sale={exchanged} organization={organization} timezone={timezone} isCopy={isPrinted} />
      )}
    </Dialog>
  );
}
