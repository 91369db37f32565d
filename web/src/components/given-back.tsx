import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { kickDrawerFor } from '../domain/receipt-printer';
import { handedOver } from '../domain/settlement';
import type { Schemas } from '../lib/api-client';
import { formatCents } from '../lib/format';
import { useT } from '../lib/texts';
import { Dialog } from './dialog';
import { PrintedReceipt } from './receipt';
import { usePrintReceipt } from './use-print-receipt';

interface GivenBackProps {
  taken: Schemas['SaleDto'];
  organization: { name: string; currency: string };
  timezone: string;
  onClose(): void;
}

/** What of a return goes back to the customer; what pays for other goods goes nowhere. */
export function HandedBack({ tenders, currency }: { tenders: Schemas['PaidTenderDto'][]; currency: string }) {
  const t = useT();
  return handedOver(tenders).map(({ type, amountCents }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a return's tenders never change
    <Stack key={index} align="center" gap={0}>
      <Text size="xl">{t(`back.give.${type}`)}</Text>
      <Text component="output" fz={48} fw={700} lh={1.1} aria-label={t('back.given')}>
        {formatCents(-amountCents, currency)}
      </Text>
    </Stack>
  ));
}

/** What the customer is handed for what was taken back, large enough to read at arm's length, and the receipt of it. */
export function GivenBack({ taken, organization, timezone, onClose }: GivenBackProps) {
  const t = useT();
  const { print, isPrinting, isPrinted } = usePrintReceipt();
  const isCash = taken.tenders.some(({ type }) => type === 'cash');
  useEffect(() => {
    if (isCash) kickDrawerFor(taken.id);
  }, [isCash, taken.id]);
  return (
    <Dialog title={t('back.done', { number: taken.receiptNumber })} size="md" onClose={onClose}>
      <PrintedReceipt sale={taken} organization={organization} timezone={timezone} isCopy={isPrinted} />
      <Stack align="center">
        <HandedBack tenders={taken.tenders} currency={organization.currency} />
        <Group w="100%">
          <Button size="lg" variant="default" loading={isPrinting} onClick={() => void print(isPrinted, taken.id)}>
            {t('receipt.print')}
          </Button>
          <Button size="lg" flex={1} data-autofocus onClick={onClose}>
            {t('quick.done')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
