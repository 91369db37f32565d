import { Button, Stack } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { PrintedReceipt, Receipt } from '../../../components/receipt';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';

interface ReceiptDialogProps {
  sale: Schemas['SaleDto'];
  timezone: string;
  onClose(): void;
}

/** The receipt of the last sale, to print again. */
export function ReceiptDialog({ sale, timezone, onClose }: ReceiptDialogProps) {
  const t = useT();
  const { organization } = useProfile();
  return (
    <Dialog title={t('receipt.last')} size="md" onClose={onClose}>
      <Stack>
        <Receipt sale={sale} organization={organization} timezone={timezone} />
        <PrintedReceipt sale={sale} organization={organization} timezone={timezone} />
        <Button size="lg" data-autofocus onClick={() => window.print()}>
          {t('receipt.print')}
        </Button>
      </Stack>
    </Dialog>
  );
}
