import { Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { formatCents } from '../../../lib/format';
import { problemOf } from '../../../lib/problem';
import { quickCashAmounts, readAmount } from '../cash-amounts';

export interface PaidWith {
  type: 'cash' | 'card';
  amountCents: number;
}

interface TenderDialogProps {
  totalCents: number;
  currency: string;
  pending: boolean;
  error: unknown;
  onPay(tender: PaidWith): void;
  onClose(): void;
}

/** How the customer pays. Enter pays what stands in the field, the exact amount to begin with. */
export function TenderDialog({ totalCents, currency, pending, error, onPay, onClose }: TenderDialogProps) {
  const [typed, setTyped] = useState((totalCents / 100).toFixed(2));
  const amountCents = readAmount(typed);
  const enough = amountCents !== undefined && amountCents >= totalCents;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (enough && !pending) onPay({ type: 'cash', amountCents });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title="Payment"
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close', size: 44 }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Group justify="space-between">
            <Text size="xl">To pay</Text>
            <Text fz={36} fw={700} aria-label="To pay">
              {formatCents(totalCents, currency)}
            </Text>
          </Group>
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            {quickCashAmounts(totalCents).map((amount) => (
              <Button
                key={amount}
                variant="default"
                size="lg"
                disabled={pending}
                onClick={() => onPay({ type: 'cash', amountCents: amount })}
              >
                {formatCents(amount, currency)}
              </Button>
            ))}
          </SimpleGrid>
          <TextInput
            label="Cash received"
            size="lg"
            inputMode="decimal"
            data-autofocus
            value={typed}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={
              amountCents === undefined ? 'An amount such as 20.00' : enough ? undefined : 'Less than there is to pay'
            }
          />
          <ProblemAlert error={error} />
          {error !== null && problemOf(error).code === 'offline' && (
            <Text size="sm">
              Nothing rings twice: pay again, and the server answers the first sale if it went through.
            </Text>
          )}
          <Group grow>
            <Button
              size="xl"
              variant="default"
              disabled={pending}
              onClick={() => onPay({ type: 'card', amountCents: totalCents })}
            >
              Card
            </Button>
            <Button size="xl" type="submit" loading={pending} disabled={!enough}>
              Cash
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
