import type { PricedLine } from '@liquor-pos/pricing/price-basket';
import { ActionIcon, Box, Group, Text, UnstyledButton } from '@mantine/core';
import { formatCents, formatVolume } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { Basket, BasketEntry } from '../basket';

interface BasketLinesProps {
  basket: Basket;
  lines: readonly PricedLine[];
  currency: string;
  selected: number;
  onQuantity(entry: BasketEntry, quantity: number): void;
  onOpen(index: number): void;
}

export function BasketLines({ basket, lines, currency, selected, onQuantity, onOpen }: BasketLinesProps) {
  const t = useT();
  if (basket.length === 0) {
    return (
      <Text c="dimmed" ta="center" py="xl" size="lg">
        {t('till.scanFirst')}
      </Text>
    );
  }
  return (
    <Box component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('till.basket')}>
      {basket.map((entry, index) => (
        <BasketLine
          // Lines of one pack differ by what was done to them by hand; their order does not change.
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
          key={`${entry.product.id}/${entry.pack.id}/${index}`}
          entry={entry}
          line={lines[index]}
          currency={currency}
          selected={index === selected}
          onQuantity={(quantity) => onQuantity(entry, quantity)}
          onOpen={() => onOpen(index)}
        />
      ))}
    </Box>
  );
}

interface BasketLineProps {
  entry: BasketEntry;
  line: PricedLine | undefined;
  currency: string;
  selected: boolean;
  onQuantity(quantity: number): void;
  onOpen(): void;
}

function BasketLine({ entry, line, currency, selected, onQuantity, onOpen }: BasketLineProps) {
  const t = useT();
  const { product, pack, quantity } = entry;
  const { name } = product;
  const priceCents = line ? line.grossCents - line.discountCents : pack.priceCents * quantity;
  return (
    <Box
      component="li"
      py={6}
      px="xs"
      data-selected={selected || undefined}
      style={{
        borderBottom: '1px solid var(--mantine-color-default-border)',
        background: selected ? 'var(--mantine-color-default-hover)' : undefined,
      }}
    >
      <Group justify="space-between" wrap="wrap" gap="xs">
        <UnstyledButton
          onClick={onOpen}
          mih={44}
          style={{ flex: '1 1 200px' }}
          aria-label={t('till.explain', { name })}
        >
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {formatVolume(product.volumeMl)} {pack.name} · {formatCents(pack.priceCents, currency)}
          </Text>
          {line?.discounts.map((discount) => (
            <Text key={`${discount.kind}/${discount.ruleId}`} size="sm" className="discount">
              {discount.name} −{formatCents(discount.amountCents, currency)}
            </Text>
          ))}
        </UnstyledButton>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon
            size={44}
            variant="default"
            aria-label={t('till.oneLess', { name })}
            onClick={() => onQuantity(quantity - 1)}
          >
            −
          </ActionIcon>
          <Text w={44} ta="center" fw={600} aria-label={t('till.quantityOf', { name })}>
            {quantity}
          </Text>
          <ActionIcon
            size={44}
            variant="default"
            aria-label={t('till.oneMore', { name })}
            onClick={() => onQuantity(quantity + 1)}
          >
            +
          </ActionIcon>
          <Text w={100} ta="right" fw={600}>
            {formatCents(priceCents, currency)}
          </Text>
          <ActionIcon
            size={44}
            variant="subtle"
            color="red"
            aria-label={t('till.remove', { name })}
            onClick={() => onQuantity(0)}
          >
            ×
          </ActionIcon>
        </Group>
      </Group>
    </Box>
  );
}
