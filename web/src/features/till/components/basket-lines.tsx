import { ActionIcon, Box, Group, Text } from '@mantine/core';
import { formatCents, formatVolume } from '../../../lib/format';
import type { Basket, BasketEntry } from '../basket';

interface BasketLinesProps {
  basket: Basket;
  currency: string;
  onQuantity(entry: BasketEntry, quantity: number): void;
}

export function BasketLines({ basket, currency, onQuantity }: BasketLinesProps) {
  if (basket.length === 0) {
    return (
      <Text c="dimmed" ta="center" py="xl" size="lg">
        Scan the first bottle.
      </Text>
    );
  }
  return (
    <Box component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Basket">
      {basket.map((entry) => (
        <BasketLine
          key={`${entry.productId}/${entry.packId}`}
          entry={entry}
          currency={currency}
          onQuantity={onQuantity}
        />
      ))}
    </Box>
  );
}

function BasketLine({ entry, currency, onQuantity }: { entry: BasketEntry } & Omit<BasketLinesProps, 'basket'>) {
  const change = (quantity: number) => () => onQuantity(entry, quantity);
  return (
    <Box component="li" py="xs" style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}>
      <Group justify="space-between" wrap="wrap" gap="xs">
        <Box style={{ flex: '1 1 200px' }}>
          <Text fw={600}>{entry.name}</Text>
          <Text size="sm" c="dimmed">
            {formatVolume(entry.volumeMl)} {entry.packName} · {formatCents(entry.unitPriceCents, currency)}
          </Text>
        </Box>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon
            size={44}
            variant="default"
            aria-label={`One less ${entry.name}`}
            onClick={change(entry.quantity - 1)}
          >
            −
          </ActionIcon>
          <Text w={44} ta="center" fw={600} aria-label={`Quantity of ${entry.name}`}>
            {entry.quantity}
          </Text>
          <ActionIcon
            size={44}
            variant="default"
            aria-label={`One more ${entry.name}`}
            onClick={change(entry.quantity + 1)}
          >
            +
          </ActionIcon>
          <Text w={100} ta="right" fw={600}>
            {formatCents(entry.quantity * entry.unitPriceCents, currency)}
          </Text>
          <ActionIcon size={44} variant="subtle" color="red" aria-label={`Remove ${entry.name}`} onClick={change(0)}>
            ×
          </ActionIcon>
        </Group>
      </Group>
    </Box>
  );
}
