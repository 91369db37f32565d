import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { formatCents, formatInstant } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { HeldSale } from '../held-sales';

interface HeldDialogProps {
  held: readonly HeldSale[];
  currency: string;
  timezone: string;
  onTake(id: string): void;
  onDrop(id: string): void;
  onClose(): void;
}

/** The sales put aside on this till, to go on with. */
export function HeldDialog({ held, currency, timezone, onTake, onDrop, onClose }: HeldDialogProps) {
  const t = useT();
  return (
    <Dialog title={t('held.title')} onClose={onClose}>
      <Stack>
        {held.length === 0 && <Text>{t('held.none')}</Text>}
        {held.map((sale, index) => {
          const names = sale.basket.map(({ product, quantity }) => `${quantity} × ${product.name}`).join(', ');
          const about = `${formatInstant(sale.heldAt, timezone)} · ${sale.heldBy}`;
          return (
            <Group key={sale.id} wrap="nowrap" align="stretch">
              <Button
                variant="default"
                flex={1}
                h="auto"
                py="xs"
                styles={{ label: { whiteSpace: 'normal' }, inner: { justifyContent: 'flex-start' } }}
                data-autofocus={index === 0 || undefined}
                onClick={() => onTake(sale.id)}
              >
                <Stack gap={0} align="flex-start">
                  <Text fw={600} lineClamp={2} ta="left">
                    {names || t('empties.title')}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {about} · {formatCents(sale.totalCents, currency)}
                  </Text>
                  {sale.attempted && (
                    <Text size="sm" c="var(--warning-text)">
                      {t('held.uncertain')}
                    </Text>
                  )}
                </Stack>
              </Button>
              <ActionIcon
                size={44}
                variant="subtle"
                color="refused"
                aria-label={t('held.drop', { about })}
                onClick={() => onDrop(sale.id)}
              >
                ×
              </ActionIcon>
            </Group>
          );
        })}
      </Stack>
    </Dialog>
  );
}
