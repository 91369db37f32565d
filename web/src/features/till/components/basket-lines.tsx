import type { PricedLine } from '@liquor-pos/domain/pricing/price-basket';
import { ActionIcon, Box, Group, Text, UnstyledButton } from '@mantine/core';
import { memo, useEffect, useRef } from 'react';
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

/** Drawn again only when the basket or its prices are others: a key typed into the field changes neither. */
export const BasketLines = memo(function BasketLines(props: BasketLinesProps) {
  const { basket, lines, currency, selected, onQuantity, onOpen } = props;
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
          index={index}
          onQuantity={onQuantity}
          onOpen={onOpen}
        />
      ))}
    </Box>
  );
});

interface BasketLineProps {
  entry: BasketEntry;
  line: PricedLine | undefined;
  currency: string;
  selected: boolean;
  index: number;
  onQuantity(entry: BasketEntry, quantity: number): void;
  onOpen(index: number): void;
}

/** A line whose figures are the same looks the same, though pricing made it anew. */
function isSameLine(before: BasketLineProps, after: BasketLineProps): boolean {
  return (
    before.entry === after.entry &&
    before.selected === after.selected &&
    before.index === after.index &&
    before.currency === after.currency &&
    before.line?.grossCents === after.line?.grossCents &&
    JSON.stringify(before.line?.discounts) === JSON.stringify(after.line?.discounts)
  );
}

const BasketLine = memo(function BasketLine(props: BasketLineProps) {
  const { entry, line, currency, selected, index, onQuantity, onOpen } = props;
  const t = useT();
  const { product, pack, quantity } = entry;
  const { name } = product;
  const item = useRef<HTMLLIElement>(null);
  // What was just rung up, counted up or chosen is in sight, however long the sale.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a quantity that changed is a reason to look
  useEffect(() => {
    item.current?.scrollIntoView({ block: 'nearest' });
  }, [quantity, selected]);
  const priceCents = line ? line.grossCents - line.discountCents : pack.priceCents * quantity;
  return (
    <Box
      component="li"
      ref={item}
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
          onClick={() => onOpen(index)}
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
            onClick={() => onQuantity(entry, quantity - 1)}
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
            onClick={() => onQuantity(entry, quantity + 1)}
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
            onClick={() => onQuantity(entry, 0)}
          >
            ×
          </ActionIcon>
        </Group>
      </Group>
    </Box>
  );
}, isSameLine);
