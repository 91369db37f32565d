import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { Book, Empties } from '../basket';

interface EmptiesDialogProps {
  deposits: Book['deposits'];
  empties: readonly Empties[];
  /** What this user takes at once without a manager; undefined for one. */
  most: number | undefined;
  currency: string;
  onTake(empties: Empties[], tooMany: boolean): void;
  onClose(): void;
}

/** The API takes no more at once. */
const MOST = 10_000;

/** Empty containers brought back: how many of each deposit. They are paid out against the sale, or in cash. */
export function EmptiesDialog({ deposits, empties, most, currency, onTake, onClose }: EmptiesDialogProps) {
  const t = useT();
  const [counts, setCounts] = useState(() => new Map(empties.map(({ depositId, count }) => [depositId, count])));
  const set = (id: string, count: number) =>
    setCounts(new Map(counts).set(id, Math.min(Math.max(Number.isInteger(count) ? count : 0, 0), MOST)));
  const tooMany = most !== undefined && [...counts.values()].reduce((sum, count) => sum + count, 0) > most;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onTake(
      [...counts].flatMap(([depositId, count]) => (count > 0 ? { depositId, count } : [])),
      tooMany,
    );
  };
  return (
    <Dialog title={t('empties.title')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          {deposits.length === 0 && <Text>{t('empties.none')}</Text>}
          {deposits.map(({ id, name, amountCents }, index) => {
            const count = counts.get(id) ?? 0;
            return (
              <Group key={id} justify="space-between" wrap="nowrap">
                <Text>
                  {name} · {formatCents(amountCents, currency)}
                </Text>
                <Group gap="xs" wrap="nowrap">
                  <ActionIcon
                    size={44}
                    variant="default"
                    aria-label={t('till.oneLess', { name })}
                    onClick={() => set(id, count - 1)}
                  >
                    −
                  </ActionIcon>
                  <TextInput
                    w={80}
                    size="md"
                    inputMode="numeric"
                    aria-label={t('empties.count', { name })}
                    data-autofocus={index === 0 || undefined}
                    value={count === 0 ? '' : String(count)}
                    onChange={(event) => set(id, Number(event.currentTarget.value))}
                  />
                  <ActionIcon
                    size={44}
                    variant="default"
                    aria-label={t('till.oneMore', { name })}
                    onClick={() => set(id, count + 1)}
                  >
                    +
                  </ActionIcon>
                </Group>
              </Group>
            );
          })}
          {tooMany && <Text role="alert">{t('empties.askManager', { count: most })}</Text>}
          {deposits.length > 0 && (
            <Button size="lg" type="submit">
              {t('empties.take')}
            </Button>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}
