import { Button, Modal, Stack, Text } from '@mantine/core';
import type { Schemas } from '../../../lib/api-client';
import { formatCents } from '../../../lib/format';

interface SaleDoneProps {
  sale: Schemas['SaleDto'];
  currency: string;
  onNext(): void;
}

/** The change, large enough to read at arm's length; Enter begins the next sale. */
export function SaleDone({ sale, currency, onNext }: SaleDoneProps) {
  return (
    <Modal
      opened
      onClose={onNext}
      title="Sold"
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close', size: 44 }}
    >
      <Stack align="center">
        <Text size="xl">Change</Text>
        <Text fz={64} fw={700} lh={1.1} aria-label="Change">
          {formatCents(sale.changeCents, currency)}
        </Text>
        <Text c="dimmed">
          Receipt {sale.receiptNumber} · {formatCents(sale.totalCents, currency)}
        </Text>
        <Button size="xl" fullWidth data-autofocus onClick={onNext}>
          Next sale
        </Button>
      </Stack>
    </Modal>
  );
}
