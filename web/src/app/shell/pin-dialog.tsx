import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../components/dialog';
import { ProblemAlert } from '../../components/problem-alert';
import { useToasts } from '../../components/toasts';
import { answered, api, type Schemas } from '../../lib/api-client';
import { useT } from '../../lib/texts';

/** A PIN of one's own, for what is allowed at a till over somebody's shoulder. */
export function PinDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const show = useToasts();
  const [password, setPassword] = useState('');
  const [pin, setPin] = useState('');
  const setting = useMutation({
    mutationFn: (body: Schemas['SetPinDto']) => answered(api.PUT('/api/users/me/pin', { body })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setting.mutate(
      { password, pin },
      {
        onSuccess: () => {
          show({ text: t('pin.set') });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t('pin.title')} size="sm" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Text c="dimmed">{t('pin.why')}</Text>
          <PasswordInput
            size="md"
            label={t('signIn.password')}
            autoComplete="current-password"
            data-autofocus
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <PasswordInput
            size="md"
            label={t('pin.new')}
            description={t('pin.hint')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            required
            value={pin}
            onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
          />
          <ProblemAlert error={setting.error} />
          <Button size="lg" type="submit" loading={setting.isPending}>
            {t('app.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
