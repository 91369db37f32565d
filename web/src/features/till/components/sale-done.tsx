import { Alert, Button, Modal, Stack, Text } from '@mantine/core';
import { formatCents } from '../../../lib/format';
import type { SaleOutcome } from '../api/create-sale';

interface SaleDoneProps {
  outcome: SaleOutcome;
  currency: string;
  onNext(): void;
}

/** The change, large enough to read at arm's length; Enter begins the next sale, and so does a scan. */
export function SaleDone({ outcome: { sale, earlier }, currency, onNext }: SaleDoneProps) {
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
        {earlier && (
          <Alert color="orange" role="alert">
            This sale had gone through at the first attempt, as it was then: {sale.totals.units} units. Ring what was
            added since as a new sale.
          </Alert>
        )}
        <Button size="xl" fullWidth data-autofocus onClick={onNext}>
          Next sale
        </Button>
      </Stack>
    </Modal>
  );
}
