import { Button, Stack } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { PrintedReceipt, Receipt } from '../../../components/receipt';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';

/** The receipt of the last sale, to print again. */
export function ReceiptDialog({ sale, onClose }: { sale: Schemas['SaleDto']; onClose(): void }) {
  const t = useT();
  const { organization } = useProfile();
  return (
    <Dialog title={t('receipt.last')} size="md" onClose={onClose}>
      <Stack>
        <Receipt sale={sale} organization={organization} />
        <PrintedReceipt sale={sale} organization={organization} />
        <Button size="lg" data-autofocus onClick={() => window.print()}>
          {t('receipt.print')}
        </Button>
      </Stack>
    </Dialog>
  );
}
