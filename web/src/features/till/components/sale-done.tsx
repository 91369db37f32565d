import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { PrintedReceipt } from '../../../components/receipt';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import type { SaleOutcome } from '../api/create-sale';

interface SaleDoneProps {
  outcome: SaleOutcome;
  timezone: string;
  onNext(): void;
}

/** The change, large enough to read at arm's length; Enter begins the next sale, and so does a scan. */
export function SaleDone({ outcome: { sale, earlier }, timezone, onNext }: SaleDoneProps) {
  const t = useT();
  const { organization } = useProfile();
  const { currency } = organization;
  return (
    <Dialog title={t('done.title')} onClose={onNext}>
      <Stack align="center">
        <Text size="xl">{t('done.change')}</Text>
        <Text fz={64} fw={700} lh={1.1} aria-label={t('done.change')}>
          {formatCents(sale.changeCents, currency)}
        </Text>
        <Text c="dimmed">
          {t('done.receipt', { number: sale.receiptNumber, total: formatCents(sale.totalCents, currency) })}
        </Text>
        {earlier && (
          <Alert color="orange" role="alert">
            {t('done.earlier', { units: sale.totals.units })}
          </Alert>
        )}
        <Group w="100%" wrap="nowrap">
          <Button size="xl" variant="default" onClick={() => window.print()}>
            {t('receipt.print')}
          </Button>
          <Button size="xl" flex={1} data-autofocus onClick={onNext}>
            {t('done.next')}
          </Button>
        </Group>
      </Stack>
      <PrintedReceipt sale={sale} organization={organization} timezone={timezone} />
    </Dialog>
  );
}
