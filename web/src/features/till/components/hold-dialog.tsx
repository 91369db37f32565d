import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';

/** By which name the sale is found again; none is needed. */
export function HoldDialog({ onHold, onClose }: { onHold(name: string): Promise<void>; onClose(): void }) {
  const t = useT();
  const [name, setName] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    onHold(name.trim()).catch((reason: unknown) => {
      setError(reason);
      setPending(false);
    });
  };
  return (
    <Dialog title={t('held.hold')} size="sm" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            size="md"
            label={t('held.name')}
            description={t('held.nameHint')}
            maxLength={100}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ProblemAlert error={error} />
          <Button size="lg" type="submit" loading={pending}>
            {t('held.hold')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
