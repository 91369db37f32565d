import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { formatCents, formatInstant } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { HeldEntry } from '../effects/use-held-sales';

interface HeldDialogProps {
  held: readonly HeldEntry[];
  currency: string;
  timezone: string;
  onTake(id: string): Promise<void>;
  onDrop(id: string): Promise<void>;
  onClose(): void;
}

/** The sales put aside in this store, to go on with. */
export function HeldDialog({ held, currency, timezone, onTake, onDrop, onClose }: HeldDialogProps) {
  const t = useT();
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const [asked, setAsked] = useState<string>();
  const run = (work: (id: string) => Promise<void>, id: string) => {
    if (pending) return;
    setPending(true);
    work(id)
      .catch(setError)
      .finally(() => setPending(false));
  };
  return (
    <Dialog title={t('held.title')} onClose={onClose}>
      <Stack>
        <ProblemAlert error={error} />
        {held.length === 0 && <Text>{t('held.none')}</Text>}
        {held.map((sale, index) => {
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
                disabled={pending}
                onClick={() => run(onTake, sale.id)}
              >
                <Stack gap={0} align="flex-start">
                  <Text fw={600} lineClamp={2} ta="left">
                    {[sale.name, sale.summary || t('empties.title')].filter(Boolean).join(' · ')}
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
              {asked === sale.id ? (
                <Button h="auto" color="refused" disabled={pending} onClick={() => run(onDrop, sale.id)}>
                  {t('held.dropYes')}
                </Button>
              ) : (
                <ActionIcon
                  size={44}
                  variant="subtle"
                  color="refused"
                  aria-label={t('held.drop', { about })}
                  onClick={() => setAsked(sale.id)}
                >
                  ×
                </ActionIcon>
              )}
            </Group>
          );
        })}
      </Stack>
    </Dialog>
  );
}
