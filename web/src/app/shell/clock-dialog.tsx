import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../components/dialog';
import { PinForm } from '../../components/pin-form';
import { useToasts } from '../../components/toasts';
import { answered, api, type Schemas } from '../../lib/api-client';
import { useT } from '../../lib/texts';
import { newUuid } from '../../lib/uuid';
import { LAST_USER, usePinUsers } from './use-pin-users';

type Kind = Schemas['ClockDto']['kind'];

/** Whoever comes to work or goes says so by PIN, at any till. */
export function ClockDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const show = useToasts();
  const [id] = useState(newUuid);
  const [kind, setKind] = useState<Kind>('in');
  const people = usePinUsers();
  const clocking = useMutation({
    mutationFn: (body: Schemas['ClockDto']) => answered<Schemas['ClockedDto']>(api.POST('/api/clock', { body })),
  });
  return (
    <Dialog title={t('clock.title')} size="sm" onClose={onClose}>
      <Stack gap="sm">
        <Group grow>
          {(['in', 'out'] as const).map((value) => (
            <Button
              key={value}
              size="md"
              variant={value === kind ? 'filled' : 'default'}
              aria-pressed={value === kind}
              onClick={() => setKind(value)}
            >
              {t(`clock.${value}`)}
            </Button>
          ))}
        </Group>
        <PinForm
          people={people.data?.items}
          kept={LAST_USER}
          nobody={t('switch.nobody')}
          about={t('clock.who')}
          action={t('clock.say')}
          pending={clocking.isPending}
          error={clocking.error ?? people.error}
          onPin={async (userId, pin) => {
            const { name } = await clocking.mutateAsync({ id, kind, pin, userId });
            show({ text: t(`clock.done.${kind}`, { name }) });
            onClose();
          }}
        />
      </Stack>
    </Dialog>
  );
}
